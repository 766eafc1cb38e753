import { say } from '../../lifecycle/text';
import type { Dependency } from '../../source/build/build-file';
import type { SubjectRule } from '../rule';
import { resolvedDependencies } from './resolved';
import { recentAzureIdentity } from './recent-versions';
import { Versions } from './versions';

/** Only where the version is literal: what a BOM gives is not known here. */
export const outdatedAzureIdentity: SubjectRule<'build'> = {
  id: 'MI303',
  name: 'outdated-azure-identity',
  title: say('A version of azure-identity is too old for managed identities as they are today.'),
  severity: 'warning',
  subject: 'build',
  literals: ['azure-identity'],
  *check(file, { project }) {
    const dependencies = resolvedDependencies(file, project);
    const versions = new Versions({ dependencies });
    const seen = new Set<number>();
    for (const one of dependencies) {
      const lacking = isAzureIdentity(one) ? lackingIn(one.version?.text ?? '') : undefined;
      if (lacking === undefined || one.version === undefined || seen.has(one.version.span.start)) continue;
      // Several dependencies may have their version from one place.
      seen.add(one.version.span.start);
      const edits = versions.change(new Set([one]), recentAzureIdentity);
      yield {
        span: one.version.span,
        ...lacking,
        fixes:
          edits.length === 0
            ? []
            : [
                {
                  kind: 'edit',
                  title: say('Raise azure-identity to {0}', recentAzureIdentity),
                  safe: false,
                  edits,
                },
              ],
      };
    }
  },
};

function isAzureIdentity({ group, artifact, use }: Dependency): boolean {
  return group.text === 'com.azure' && artifact.text === 'azure-identity' && use !== 'plugin';
}

function lackingIn(version: string) {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+(?:-|$)/.exec(version) ?? [];
  if (major !== '1') return undefined;
  if (Number(minor) < 1)
    return {
      message: say(
        'With azure-identity {0}, DefaultAzureCredential cannot be told which user-assigned identity to use; 1.1.0 and newer can.',
        version,
      ),
    } as const;
  if (Number(minor) < 12)
    return {
      severity: 'info',
      message: say(
        'azure-identity {0} asks the token endpoint again only a few times; 1.12.0 and newer bear a slow start of the instance better.',
        version,
      ),
    } as const;
  return undefined;
}
