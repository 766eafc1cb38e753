import { Grammars } from '../source/grammar/grammars';
import { grammarFolder } from './grammar-folder';

/** The grammars of a folder, each loaded when it is first needed. A chunk of its own: the parser is large. */
export function openGrammars(folder: string): Grammars {
  return new Grammars(grammarFolder(folder), Date.now);
}
