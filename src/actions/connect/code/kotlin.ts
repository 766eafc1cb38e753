import type { ClassWish, ClientCode } from './client-code';
import { importsOf, makesCredential } from './imports';

/** The lines of a class in Kotlin. */
export function kotlinClass(code: ClientCode, wish: ClassWish): readonly string[] {
  const { className, purpose } = code;
  const parameters = parametersOf(code, wish);
  return [
    ...(wish.packageName === '' ? [] : [`package ${wish.packageName}`, '']),
    ...importsOf(code, wish).map((name) => `import ${name}`),
    '',
    `/** ${purpose} */`,
    ...(wish.isComponent ? ['@Component'] : []),
    ...(parameters.length === 0
      ? [`class ${className} {`]
      : [`class ${className}(`, ...parameters.map((one) => `    ${one},`), ') {']),
    ...made(code),
    ...indented(code.methods.kotlin),
    ...refusalOf(code, wish),
    '}',
  ];
}

function parametersOf(code: ClientCode, { isComponent }: ClassWish): readonly string[] {
  const { client, field, injected, inputs, clientIdKey, methods } = code;
  const value = (key: string) => (isComponent ? `@Value("\\\${${key}}") ` : '');
  const isKept = (name: string) => methods.kotlin.some((line) => new RegExp(`\\b${name}\\b`).test(line));
  return [
    ...(injected ? [`private val ${field}: ${client}`] : []),
    ...inputs.map(({ name, key }) => `${value(key)}${isKept(name) ? 'private val ' : ''}${name}: String`),
    ...(makesCredential(code) && clientIdKey !== undefined ? [`${value(clientIdKey)}clientId: String`] : []),
  ];
}

function made(code: ClientCode): readonly string[] {
  const { client, field, injected, clientIdKey, build } = code;
  if (injected) return [];
  const [first = '', ...rest] = build?.kotlin ?? [];
  const named = clientIdKey === undefined ? '' : '.clientId(clientId)';
  return [
    ...(makesCredential(code)
      ? [`    private val credential = ManagedIdentityCredentialBuilder()${named}.build()`]
      : []),
    `    private val ${field}: ${client} = ${first}`,
    ...rest.map((line) => `        ${line}`),
    '',
  ];
}

function refusalOf({ refusal }: ClientCode, { place }: ClassWish): readonly string[] {
  if (refusal === undefined) return [];
  const type = refusal.type.slice(refusal.type.lastIndexOf('.') + 1);
  const text = (words: string) => JSON.stringify(words);
  const denied = text(`The app's identity may not do this at ${place}: it ${refusal.remedy}.`);
  const failed = text(`${place} did not answer as expected.`);
  const choice =
    refusal.by === 'status'
      ? [
          `val words = when (${refusal.kotlin}) {`,
          `    401 -> ${text(`${place} does not take the token: it may be of another tenant.`)}`,
          `    403 -> ${denied}`,
          `    else -> ${failed}`,
          '}',
        ]
      : [`val words = if (${refusal.kotlin}) ${denied} else ${failed}`];
  return [
    '',
    '    /** Busy answers were tried again and old tokens renewed before: what is left is said in words. */',
    `    private fun refused(error: ${type}): IllegalStateException {`,
    ...indented(choice).map((line) => `    ${line}`),
    '        return IllegalStateException(words, error)',
    '    }',
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}
