import { settingKeys } from '../contributions';

/** Places of VS Code's own that messages lead to: a command of it, and what it is given. */
export const places = {
  accounts: ['workbench.action.manageAccounts', undefined],
  'proxy-settings': ['workbench.action.openSettings', 'http.proxy'],
  'java-debugger': ['workbench.extensions.search', '@id:vscjava.vscode-java-debug'],
  'lint-setting': ['workbench.action.openSettings', settingKeys.lintEnabled],
} as const;

export type Place = keyof typeof places;
