import { fileRules } from '../rules/index';
import type { FileRule } from '../rules/rule';
import type { Language } from '../source/language';
import { givesVariables, subjectsIn } from '../source/read-source';
import { WordSearch } from '../source/word-search';
import { suppressionMark } from './suppression/suppression';

/** What a file holds in which variables may be settings of Spring's; lower case. Other variables matter to other rules alone. */
const variableLiterals = [
  ...['spring_', 'spring.', 'azure_client_id', 'java_tool_options', 'jdk_java_options', 'java_opts'],
  '_java_options',
];

interface Chosen {
  readonly rule: FileRule;
  readonly literals: readonly string[];
}

/** The rules that files of a language can violate at all. */
function rulesOver(language: Language): readonly Chosen[] {
  const kinds = subjectsIn(language);
  return fileRules.flatMap((rule): readonly Chosen[] => {
    // A script may hand settings on as text, and as variables.
    if (rule.subject === 'spring' && kinds.includes('spring') && kinds.includes('script'))
      return [{ rule, literals: [...rule.literals, ...variableLiterals] }];
    if (rule.subject === 'facts' || kinds.includes(rule.subject)) return [{ rule, literals: rule.literals }];
    return rule.subject === 'spring' && givesVariables(language)
      ? [{ rule, literals: variableLiterals }]
      : [];
  });
}

/**
 * What a file of this language holds, in whatever case, when it can matter: without any of it, it cannot violate a
 * rule and tells nothing about identities. Lower case, each once.
 */
export function literalsOf(language: Language): readonly string[] {
  return [...new Set([suppressionMark, ...rulesOver(language).flatMap(({ literals }) => literals)])];
}

/** Whether the file could violate any rule at all: only then is it worth parsing. */
export function mayMatter(text: string, language: Language): boolean {
  return new WordSearch(literalsOf(language)).isIn(text);
}

/** The rules that a text of this language may violate, going by the words it holds. */
export function applicableRules(text: string, language: Language): readonly FileRule[] {
  const held = new WordSearch(literalsOf(language)).heldIn(text);
  return rulesOver(language)
    .filter(({ literals }) => literals.some((literal) => held.has(literal)))
    .map(({ rule }) => rule);
}
