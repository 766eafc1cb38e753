import type { SpringConfig } from '../../source/spring/spring-config';
import type { Fact } from '../fact';

export const springFacts: (subject: SpringConfig) => Iterable<Fact> = () => [];
