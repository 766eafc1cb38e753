import { say } from '../../../lifecycle/text';
import type { InBoth } from '../code/client-code';
import { hostOf } from '../connection';
import type { Recipe } from '../recipe';
import { azureIdentity } from './libraries';
import { clientIdKey, ownKey, ownSettings } from './settings';

/** A call with the identity's token: no starter makes a client for a function app of one's own. */
export const functions: Recipe = {
  to: 'functions',
  label: say('Azure Functions'),
  use: 'read',
  resourceTypes: ['microsoft.web/sites'],
  make: ({ connection, way }) => {
    const audience = (connection.audience ?? `api://${connection.name}`).replace(/\/\.default$/, '');
    const inputs = [
      { name: 'url', key: ownKey(connection, 'url'), value: `https://${hostOf(connection)}` },
      { name: 'scope', key: ownKey(connection, 'scope'), value: `${audience}/.default` },
    ];
    return {
      settings: way === 'plain' ? [] : ownSettings(connection, inputs),
      libraries: [azureIdentity],
      code: {
        className: 'FunctionCaller',
        client: 'TokenCredential',
        field: 'tokens',
        injected: false,
        purpose: `Calls functions of ${connection.name} with a token of the app's identity. Needs Java 11.`,
        inputs,
        ...clientIdKey(connection),
        build: { java: ['credential;'], kotlin: ['credential'] },
        imports: [
          'com.azure.core.credential.TokenCredential',
          'com.azure.core.credential.TokenRequestContext',
          'java.io.IOException',
          'java.net.URI',
          'java.net.http.HttpClient',
          'java.net.http.HttpRequest',
          'java.net.http.HttpResponse',
          'java.time.Duration',
        ],
        methods: calling(connection.name),
      },
    };
  },
};

function calling(place: string): InBoth {
  const words = {
    401: `${place} does not take the token: the scope has to be the application ID URI of its app registration.`,
    403: `The app's identity may not call ${place}: give it an app role of the app registration.`,
  };
  return {
    java: [
      '/** What a function answers: `path` begins with a slash. The credential keeps tokens and renews them before they end. */',
      'public String call(String path) throws IOException, InterruptedException {',
      '    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();',
      '    for (int attempt = 1; ; attempt++) {',
      '        HttpResponse<String> answer = http.send(request(path), HttpResponse.BodyHandlers.ofString());',
      '        int status = answer.statusCode();',
      '        if (status < 400) {',
      '            return answer.body();',
      '        }',
      '        if (status == 401) {',
      `            throw new IOException(${JSON.stringify(words[401])});`,
      '        }',
      '        if (status == 403) {',
      `            throw new IOException(${JSON.stringify(words[403])});`,
      '        }',
      '        boolean isBusy = status == 408 || status == 429 || status >= 500;',
      '        if (!isBusy || attempt == 4) {',
      `            throw new IOException("${place} answered " + status + ".");`,
      '        }',
      '        Thread.sleep(500L << attempt);',
      '    }',
      '}',
      '',
      'private HttpRequest request(String path) {',
      '    String token = tokens.getToken(new TokenRequestContext().addScopes(scope)).block().getToken();',
      '    return HttpRequest.newBuilder(URI.create(url + path))',
      '            .timeout(Duration.ofSeconds(30))',
      '            .header("Authorization", "Bearer " + token)',
      '            .build();',
      '}',
    ],
    kotlin: [
      '/** What a function answers: `path` begins with a slash. The credential keeps tokens and renews them before they end. */',
      'fun call(path: String): String {',
      '    val http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()',
      '    var attempt = 1',
      '    while (true) {',
      '        val answer = http.send(request(path), HttpResponse.BodyHandlers.ofString())',
      '        val status = answer.statusCode()',
      '        if (status < 400) return answer.body()',
      `        if (status == 401) throw IOException(${JSON.stringify(words[401])})`,
      `        if (status == 403) throw IOException(${JSON.stringify(words[403])})`,
      '        val isBusy = status == 408 || status == 429 || status >= 500',
      `        if (!isBusy || attempt == 4) throw IOException("${place} answered $status.")`,
      '        Thread.sleep(500L shl attempt)',
      '        attempt += 1',
      '    }',
      '}',
      '',
      'private fun request(path: String): HttpRequest {',
      '    val token = tokens.getToken(TokenRequestContext().addScopes(scope)).block()!!.token',
      '    return HttpRequest.newBuilder(URI.create(url + path))',
      '        .timeout(Duration.ofSeconds(30))',
      '        .header("Authorization", "Bearer $token")',
      '        .build()',
      '}',
    ],
  };
}
