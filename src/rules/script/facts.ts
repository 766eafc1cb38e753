import type { ScriptFile } from '../../source/script/script-file';
import type { Fact } from '../fact';

export const scriptFacts: (subject: ScriptFile) => Iterable<Fact> = () => [];
