import type { SourceFile } from '../source-file';
import { isKustomization, isPatch } from './kustomization';
import { isValuesFile } from './values-file';

/** Whether a file is a manifest of Kubernetes, a compose file, or what a chart of Helm is filled in with. */
export function isManifest({ path, text }: Pick<SourceFile, 'path' | 'text'>): boolean {
  return isValuesFile(path) || isKustomization(path) || isPatch(text) || isManifestText(text);
}

export function isManifestText(text: string): boolean {
  return (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) || isCompose(text);
}

function isCompose(text: string): boolean {
  return /^services:/m.test(text) && /^ {1,8}(?:image|build|environment):/m.test(text);
}

/** Whether JSON is a manifest of Kubernetes, whose versions are no dates as those of Azure are, or a list of changes to one. */
export function isJsonManifest(text: string): boolean {
  const isChanges = /^\s*\[/.test(text) && /"op"\s*:\s*"(?:add|replace|test|remove|move|copy)"/.test(text);
  if (isChanges) return /"path"\s*:\s*"\//.test(text);
  return (
    /^\s*\{/.test(text) && /"apiVersion"\s*:\s*"(?:[a-z.]{1,60}\/)?v\d/.test(text) && /"kind"\s*:/.test(text)
  );
}
