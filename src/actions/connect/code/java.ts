import type { ClassWish, ClientCode } from './client-code';
import { importsOf, makesCredential } from './imports';

/** The lines of a class in Java. */
export function javaClass(code: ClientCode, wish: ClassWish): readonly string[] {
  const { className, purpose, client, field } = code;
  return [
    ...(wish.packageName === '' ? [] : [`package ${wish.packageName};`, '']),
    ...importsOf(code, wish).map((name) => `import ${name};`),
    '',
    `/** ${purpose} */`,
    ...(wish.isComponent ? ['@Component'] : []),
    `public class ${className} {`,
    '',
    `    private final ${client} ${field};`,
    ...code.inputs.filter(isKept(code)).map(({ name }) => `    private final String ${name};`),
    '',
    ...constructorOf(code, wish),
    '',
    ...indented(code.methods.java),
    ...refusalOf(code, wish),
    '}',
  ];
}

/** Inputs that methods use, too, beside those that only the client is made from. */
function isKept({ methods }: ClientCode): (input: { readonly name: string }) => boolean {
  return ({ name }) => methods.java.some((line) => new RegExp(`\\b${name}\\b`).test(line));
}

function constructorOf(code: ClientCode, { isComponent }: ClassWish): readonly string[] {
  const { className, client, field, injected, inputs, clientIdKey } = code;
  const value = (key: string) => (isComponent ? `@Value("\${${key}}") ` : '');
  const parameters = [
    ...(injected ? [`${client} ${field}`] : []),
    ...inputs.map(({ name, key }) => `${value(key)}String ${name}`),
    ...(makesCredential(code) && clientIdKey !== undefined ? [`${value(clientIdKey)}String clientId`] : []),
  ];
  const kept = inputs.filter(isKept(code)).map(({ name }) => `        this.${name} = ${name};`);
  const head =
    parameters.length < 2
      ? [`    public ${className}(${parameters.join('')}) {`]
      : [
          `    public ${className}(`,
          ...parameters.map((one, i) => `            ${one}${i < parameters.length - 1 ? ',' : ') {'}`),
        ];
  return [...head, ...made(code), ...kept, '    }'];
}

function made(code: ClientCode): readonly string[] {
  const { field, injected, clientIdKey, build } = code;
  if (injected) return [`        this.${field} = ${field};`];
  const [first = '', ...rest] = build?.java ?? [];
  const credential =
    clientIdKey === undefined
      ? ['        TokenCredential credential = new ManagedIdentityCredentialBuilder().build();']
      : [
          '        TokenCredential credential = new ManagedIdentityCredentialBuilder().clientId(clientId).build();',
        ];
  return [
    ...(makesCredential(code) ? credential : []),
    `        this.${field} = ${first}`,
    ...rest.map((line) => `                ${line}`),
  ];
}

function refusalOf({ refusal }: ClientCode, { place }: ClassWish): readonly string[] {
  if (refusal === undefined) return [];
  const type = refusal.type.slice(refusal.type.lastIndexOf('.') + 1);
  const text = (words: string) => JSON.stringify(words);
  const failure = (words: string) => `return new IllegalStateException(${text(words)}, error);`;
  const tests =
    refusal.by === 'status'
      ? [
          `int status = ${refusal.java};`,
          'if (status == 401) {',
          `    ${failure(`${place} does not take the token: it may be of another tenant.`)}`,
          '}',
          'if (status == 403) {',
          `    ${failure(`The app's identity may not do this at ${place}: it ${refusal.remedy}.`)}`,
          '}',
        ]
      : [
          `if (${refusal.java}) {`,
          `    ${failure(`The app's identity may not do this at ${place}: it ${refusal.remedy}.`)}`,
          '}',
        ];
  return [
    '',
    '    /** Busy answers were tried again and old tokens renewed before: what is left is said in words. */',
    `    private static IllegalStateException refused(${type} error) {`,
    ...indented(tests).map((line) => `    ${line}`),
    `        ${failure(`${place} did not answer as expected.`)}`,
    '    }',
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}
