import type { JvmFile } from '../../source/jvm/jvm-file';

/** Whether a type as written (`Builder`, `com.azure.identity.Builder`) is the one with this qualified name. */
export function isType(file: JvmFile, written: string, qualified: string): boolean {
  if (written.includes('.')) return written === qualified;
  const dot = qualified.lastIndexOf('.');
  const imported = file.imports.find(({ as }) => as === written);
  if (imported !== undefined) return imported.name === qualified;
  if (written !== qualified.slice(dot + 1) || file.ownTypes.has(written)) return false;
  const home = qualified.slice(0, dot);
  return file.packageName === home || file.imports.some(({ as, name }) => as === '*' && name === home);
}

/** Whether the file imports anything below this package. */
export function importsFrom(file: JvmFile, home: string): boolean {
  return file.imports.some(({ name }) => name === home || name.startsWith(`${home}.`));
}

/** `Map` of `java.util.Map<String, Object>?`. */
export function simpleName(type: string): string {
  const end = type.search(/[?<]/);
  const plain = end < 0 ? type : type.slice(0, end);
  return plain.slice(plain.lastIndexOf('.') + 1);
}
