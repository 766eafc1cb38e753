/**
 * Whether an image is a program of others that signs people in: what it calls AZURE_CLIENT_ID, or the like, is an application of theirs,
 * by whatever name that program knows it.
 */
export function isOthersImage(image: string): boolean {
  return /(?:^|[/_-])(?:keycloak|oauth2[-_]proxy|dex|pomerium|authelia|authentik|vouch-proxy|hydra|kratos|zitadel|casdoor|gotrue|logto|supertokens)(?:$|[-_:@/])/i.test(
    image,
  );
}
