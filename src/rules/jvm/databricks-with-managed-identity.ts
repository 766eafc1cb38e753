import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { builderUses } from './builder-use';
import { indexOf } from './jvm-index';

/** The resource ID of Azure Databricks, the same in every directory. */
const databricksResource = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';
const databricksHost = 'azuredatabricks.net';

export const databricksWithManagedIdentity: SubjectRule<'jvm'> = {
  id: 'MI111',
  name: 'databricks-with-managed-identity',
  title: say('A managed identity is used with Azure Databricks.'),
  severity: 'info',
  subject: 'jvm',
  literals: [databricksResource, databricksHost],
  *check(file) {
    const index = indexOf(file);
    const text = index.texts.find(({ value }) => {
      const lower = value.toLowerCase();
      return lower.includes(databricksResource) || lower.includes(databricksHost);
    });
    if (text === undefined || builderUses(index).length === 0) return;
    yield {
      span: text.span,
      message: say(
        'Until 2023 the documentation of Azure Spring Apps said that its managed identities may not work with Azure Databricks; since April 2024 it no longer says so. Try it before you rely on it.',
      ),
    };
  },
};
