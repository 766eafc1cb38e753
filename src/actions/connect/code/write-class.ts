import type { ClassWish, ClientCode } from './client-code';
import { javaClass } from './java';
import { kotlinClass } from './kotlin';

/** The whole text of the class, with `\n` between lines. */
export function writeClass(code: ClientCode, wish: ClassWish): string {
  const lines = wish.language === 'java' ? javaClass(code, wish) : kotlinClass(code, wish);
  return `${lines.join('\n')}\n`;
}
