import { always, both, conditionOf, type Condition } from './profiles';
import type { SpringConfig, SpringDocument } from './spring-config';

/** `prod` of `config/application-prod.yml`, and what the file is called without it. */
const named = /^(application|bootstrap)(?:-(.+))?\.(?:properties|ya?ml)$/i;

/** What a configuration file is called. */
function nameOf(path: string, config: Pick<SpringConfig, 'name'>): string {
  return config.name ?? path.slice(path.lastIndexOf('/') + 1);
}

/** Whether Spring reads a file without being told to. */
export function isReadAnyway(path: string, config: SpringConfig): boolean {
  return config.syntax === 'environment' || named.test(nameOf(path, config));
}

/** When the settings of a document hold: the profile of the file, and of the document in it. */
export function conditionIn(
  { fileProfile }: Pick<SpringConfig, 'fileProfile'>,
  { profile }: Pick<SpringDocument, 'profile'>,
): Condition {
  const ofFile = fileProfile === undefined ? always : conditionOf(fileProfile);
  return profile === undefined ? ofFile : both(ofFile, conditionOf(profile));
}

/**
 * What wins over what, the larger number over the smaller: bootstrap, files within the app, files beside it, the environment; each
 * file of a profile over those of none, `config/` over its parent, and properties over YAML.
 */
export function rankOf(path: string, config: SpringConfig): number {
  if (config.syntax === 'environment') return 100;
  const [, base = '', profile] = named.exec(nameOf(path, config)) ?? [];
  const ofProfile = profile === undefined ? 0 : 4;
  const bySyntax = config.syntax === 'properties' ? 1 : 0;
  if (base.toLowerCase() === 'bootstrap') return ofProfile + bySyntax;
  const isWithin = config.name === undefined && /(?:^|\/)src\/main\//.test(path);
  const isDeeper = /(?:^|\/)config\/[^/]+$/.test(path) ? 2 : 0;
  return (isWithin ? 10 : 30) + ofProfile + isDeeper + bySyntax;
}
