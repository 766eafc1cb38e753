import { isSeq } from 'yaml';
import { entriesIn, literalOf } from './manifest-yaml';

/** Whether a file says how manifests are put together. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export function isKustomization(path: string): boolean {
  return /(?:^|\/)kustomization\.ya?ml$/i.test(path);
}

/** Whether a file is a list of changes to a manifest (RFC 6902). */
export function isPatch(text: string): boolean {
  return (
    /^- {1,3}(?:op|path):/m.test(text) &&
    /^[- ] {1,3}op: ["']?(?:add|replace|test|remove|move|copy)\b/m.test(text) &&
    /^[- ] {1,3}path: ["']?\//m.test(text)
  );
}

/** The variables whose values a kustomization puts in place of what stands there. */
export function filledBy(document: unknown): readonly string[] {
  return listIn(document, 'replacements')
    .flatMap((one) => listIn(one, 'targets'))
    .flatMap((target) => listIn(target, 'fieldPaths'))
    .flatMap((path) => variableAt(literalOf(path) ?? '') ?? []);
}

/** `spec.template.spec.containers.[name=orders].env.[name=AZURE_CLIENT_ID].value`, `data.AZURE_CLIENT_ID`. */
function variableAt(path: string): string | undefined {
  if (/azure\\?\.workload\\?\.identity\/client-id\]?$/.test(path)) return 'AZURE_CLIENT_ID';
  return /\.env\.\[name=([\w.-]{1,200})\]\.value$/.exec(path)?.[1] ?? /^data\.(\w{1,200})$/.exec(path)?.[1];
}

/** The files and folders that a kustomization takes, as it calls them. */
export function takenBy(document: unknown): readonly string[] {
  const files = ['resources', 'bases', 'components', 'patchesStrategicMerge'].flatMap((key) =>
    listIn(document, key),
  );
  const patches = ['patches', 'patchesJson6902'].flatMap((key) =>
    listIn(document, key).map((one) => entriesIn(one).get('path')?.value),
  );
  return [...files, ...patches].flatMap((one) => literalOf(one) ?? []);
}

/** What changes stand in a kustomization itself. */
export function patchesIn(document: unknown): readonly unknown[] {
  return ['patches', 'patchesJson6902']
    .flatMap((key) => listIn(document, key))
    .map((one) => entriesIn(one).get('patch')?.value);
}

/** Variables that a kustomization makes maps and secrets of. */
export function generatedBy(document: unknown): readonly unknown[] {
  return ['configMapGenerator', 'secretGenerator']
    .flatMap((key) => listIn(document, key))
    .map((one) => entriesIn(one).get('literals')?.value);
}

function listIn(node: unknown, key: string): readonly unknown[] {
  const list = entriesIn(node).get(key)?.value;
  return isSeq(list) ? list.items : [];
}
