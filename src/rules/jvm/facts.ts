import type { JvmFile } from '../../source/jvm/jvm-file';
import type { Fact } from '../fact';

export const jvmFacts: (subject: JvmFile) => Iterable<Fact> = () => [];
