import type { ClassWish, ClientCode } from './client-code';

const credential = 'com.azure.core.credential.TokenCredential';
const identity = 'com.azure.identity.ManagedIdentityCredentialBuilder';

/** What a class imports, sorted, each once. */
export function importsOf(
  code: ClientCode,
  { isComponent, language }: Pick<ClassWish, 'isComponent' | 'language'>,
): readonly string[] {
  const { imports, buildImports = [], injected, refusal } = code;
  const named = takesProperties(code);
  const all = [
    ...imports,
    ...(injected ? [] : buildImports),
    ...(makesCredential(code) ? [identity, ...(language === 'java' ? [credential] : [])] : []),
    ...(refusal === undefined ? [] : [refusal.type]),
    ...(isComponent ? ['org.springframework.stereotype.Component'] : []),
    ...(isComponent && named ? ['org.springframework.beans.factory.annotation.Value'] : []),
  ];
  return [...new Set(all)].sort();
}

/** Whether the class makes a credential of its own. */
export function makesCredential({ injected, build }: ClientCode): boolean {
  return !injected && (build?.java ?? []).some((line) => /\bcredential\b/.test(line));
}

/** Whether its constructor takes texts. */
function takesProperties({ inputs, clientIdKey, injected }: ClientCode): boolean {
  return inputs.length > 0 || (!injected && clientIdKey !== undefined);
}
