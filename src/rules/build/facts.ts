import type { BuildFile } from '../../source/build/build-file';
import type { Fact } from '../fact';

export const buildFacts: (subject: BuildFile) => Iterable<Fact> = () => [];
