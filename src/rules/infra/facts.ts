import type { InfraFile } from '../../source/infra/infra-file';
import type { Fact } from '../fact';

export const infraFacts: (subject: InfraFile) => Iterable<Fact> = () => [];
