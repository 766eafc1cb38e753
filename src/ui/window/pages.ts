import type { Translate } from '../words';

/** A page of `docs` that ships with the extension. */
export interface Page {
  readonly id: PageId;
  /** Relative to the extension, with forward slashes. */
  readonly file: string;
  readonly title: string;
}

export const pageFiles = {
  managedIdentity: 'docs/concepts/what-is-a-managed-identity.md',
  ids: 'docs/concepts/ids.md',
  kinds: 'docs/concepts/kinds.md',
  bestPractice: 'docs/concepts/best-practice.md',
  tokens: 'docs/concepts/tokens.md',
  featureStatus: 'docs/concepts/feature-status.md',
  limits: 'docs/concepts/limits.md',
  retirement: 'docs/concepts/retirement.md',
  browser: 'docs/concepts/in-a-browser.md',
  troubleshooting: 'docs/troubleshooting.md',
  article: 'docs/article.md',
} as const;
export type PageId = keyof typeof pageFiles;

/** The pages in the order people need them: what it is first, what went wrong last. */
export function pagesOf(t: Translate): readonly Page[] {
  const page = (id: PageId, title: string): Page => ({ id, file: pageFiles[id], title });
  return [
    page('managedIdentity', t('What Is a Managed Identity?')),
    page('ids', t('Two IDs, Four Names: Which One Is Wanted Where')),
    page('kinds', t('System-Assigned and User-Assigned, Side by Side')),
    page('bestPractice', t('Best Practice, and How It Fails')),
    page('tokens', t('Tokens: Where From, How Long, What Refusals Mean')),
    page('featureStatus', t('Feature Status')),
    page('limits', t('Limits, Quotas and What Is Not Supported')),
    page('retirement', t('Retirement in 2028')),
    page('browser', t('In a Browser: What Is There and What Is Not')),
    page('troubleshooting', t('Troubleshooting by Symptom')),
    page('article', t('The Article, Statement by Statement')),
  ];
}

/** A page on the web that says more. */
export interface OutsideLink {
  readonly title: string;
  readonly url: string;
}

const spring = 'https://learn.microsoft.com/azure/spring-apps/basic-standard';

export function outsideLinks(t: Translate): readonly OutsideLink[] {
  return [
    {
      title: t('Article: Managed Identities in Azure Spring Apps'),
      url: `${spring}/how-to-use-managed-identities`,
    },
    { title: t('Tutorial: Key Vault'), url: `${spring}/tutorial-managed-identities-key-vault` },
    { title: t('Tutorial: Azure Functions'), url: `${spring}/tutorial-managed-identities-functions` },
    { title: t('Tutorial: Azure SQL'), url: `${spring}/connect-managed-identity-to-azure-sql` },
    {
      title: t('Azure Identity for Java'),
      url: 'https://learn.microsoft.com/java/api/overview/azure/identity-readme',
    },
    {
      title: t('Spring Cloud Azure Starters'),
      url: 'https://learn.microsoft.com/azure/developer/java/spring-framework/',
    },
    {
      title: t('More about Managed Identities'),
      url: 'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview',
    },
    {
      title: t('Azure Support'),
      url: 'https://learn.microsoft.com/azure/azure-portal/supportability/how-to-create-azure-support-request',
    },
  ];
}
