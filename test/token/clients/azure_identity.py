# Asks for a token with Azure's library for Python, with what the environment says. Prints who answered, never the token.
import base64
import json
import sys
import time

from azure.identity import DefaultAzureCredential, ManagedIdentityCredential


def main():
    kind, client_id = (sys.argv[1:] + [None, None])[:2]
    if kind == "default":
        credential = DefaultAzureCredential()
    else:
        credential = ManagedIdentityCredential(client_id=client_id) if client_id else ManagedIdentityCredential()
    token = credential.get_token("https://vault.azure.net/.default")
    part = token.token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    left = (token.expires_on - time.time()) * 1000
    print(json.dumps({"clientId": claims["appid"], "audience": claims["aud"], "left": left}))


try:
    main()
except Exception as error:  # whatever it is, the test is to see it
    print(json.dumps({"error": str(error)}))
