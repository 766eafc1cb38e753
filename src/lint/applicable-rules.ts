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

/** What can be wrong with files of a language, and what they hold then. */
interface Over {
  readonly rules: readonly Chosen[];
  /** Lower case, each once. */
  readonly literals: readonly string[];
  readonly search: WordSearch;
}

/** Made once for each language: it is asked for every file, and with every key. */
const known = new Map<Language, Over>();

function over(language: Language): Over {
  const before = known.get(language);
  if (before !== undefined) return before;
  const rules = rulesOver(language);
  const literals = [...new Set([suppressionMark, ...rules.flatMap((one) => one.literals)])];
  const made = { rules, literals, search: new WordSearch(literals) };
  known.set(language, made);
  return made;
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
  return over(language).literals;
}

/** Whether the file could violate any rule at all: only then is it worth parsing. */
export function mayMatter(text: string, language: Language): boolean {
  return over(language).search.isIn(text);
}

/** The rules that a text of this language may violate, going by the words it holds. */
export function applicableRules(text: string, language: Language): readonly FileRule[] {
  const { rules, search } = over(language);
  const held = search.heldIn(text);
  return rules
    .filter(({ literals }) => literals.some((literal) => held.has(literal)))
    .map(({ rule }) => rule);
}
