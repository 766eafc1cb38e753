import type { JvmNode, JvmText } from '../../source/jvm/jvm-file';
import { plainName } from '../plain-name';
import { isLocal } from '../secret/local';
import { textOf } from './constants';
import { functionAround, type JvmIndex } from './jvm-index';

/** Whether all addresses that are given beside a key, under keys of its stem, are of the same machine or in memory: `"url", "jdbc:h2:mem:a"` beside `"password"`. */
export function isForServiceHere(index: JvmIndex, key: string, node: JvmNode): boolean {
  const stem = /^(.*?)(?:user)?(?:password|passwd|pwd|pass)$/.exec(plainName(key))?.[1];
  if (stem === undefined) return false;
  const home = functionAround(node);
  const addresses = index.texts
    .filter((text) => isAddressOf(stem, text.value) && functionAround(text) === home)
    .flatMap((text) => valueBeside(text) ?? []);
  return addresses.length > 0 && addresses.every((one) => isLocal(textOf(index, one)));
}

function isAddressOf(stem: string, key: string): boolean {
  const plain = plainName(key);
  return (
    plain.startsWith(stem) &&
    /^(?:jdbc)?(?:url|uri|host|hostname|server|address)$/.test(plain.slice(stem.length))
  );
}

/** What a key is given: `put(key, value)`, `key to value`, `map[key] = value`. */
function valueBeside(key: JvmText): JvmNode | undefined {
  const { parent } = key;
  if (parent?.parent?.kind === 'assignment' && parent.parent.target === parent) return parent.parent.value;
  if (parent?.kind === 'call' || parent?.kind === 'new') return parent.args[parent.args.indexOf(key) + 1];
  return parent?.kind === 'other' && parent.children[0] === key ? parent.children[2] : undefined;
}
