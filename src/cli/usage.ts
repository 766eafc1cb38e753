import type { RuleInfo } from '../rules/rule';
import { plain } from '../lifecycle/text';
import { configFileName } from '../lint/config/file-name';

/** What the command line says of itself. */
const usage = `Finds mistakes with managed identities in Spring apps on Azure: in Java, Kotlin, Spring configuration,
Maven and Gradle build files, Bicep, ARM templates, Terraform, shell and PowerShell scripts, workflows,
manifests of Kubernetes, compose files and Dockerfiles.

Usage: spring-managed-identity <command> [options]

  lint           judges files, and apps as "az spring app show" printed them
  rules          lists the rules
  explain        shows the page of a rule
  explain-error  reads a log, a stack trace or the output of a command, and says which identity was refused where, and why
  report         signs in to Azure and tells which identities apps have, and what these may do
  audit          signs in to Azure and judges live apps: by rules, by their roles, by files linked to them, by what was kept before
  diagnose       says of each target that files name whether the app may use it, why not, and what mends it
  mcp            does what reads for programs that speak the Model Context Protocol

"<command> --help" tells the options of each. Without a command: --help, --version.
Ends with 0 when nothing is wrong, 1 when there are errors or too many warnings, 2 when it could not do its work.
`;

const ofLint = `Finds mistakes with managed identities in files.

Usage: spring-managed-identity lint [paths] [options]

  --format <what>         text (default), json, sarif or github
  --config <file>         instead of the project's ${configFileName}
  --rule <rule>=<level>   error, warning, info, hint or off; repeatable, stronger than the configuration
  --state <file>          judge against an app, and the app itself: it or its identity as "az spring app show" or Azure
                          Resource Manager prints it; repeatable for apps that "links" of the configuration name
  --max-warnings <n>      more warnings than this are a failure too (default: any number is fine)
  --min-confidence <what> list only what is as sure: high, medium or low (default)
  --fix                   apply the safe fixes
  --baseline <file>       do not list the findings that this file accepts
  --write-baseline <file> accept all findings of this run
  --quiet                 list errors only
  --help

Reads below the given paths only (default: this folder), follows no links, honours .gitignore. Paths in reports and in
${configFileName} count from the folder that holds ${configFileName}, or else .git, however deep the command is started.
Ends with 0 when nothing is wrong, 1 when there are errors or too many warnings, 2 when it could not do its work.
`;

/** What the commands say of themselves that have no chunk of their own. */
const usages: Readonly<Record<string, string>> = {
  lint: ofLint,
  rules: `Lists the rules, one a line: ID, level, name and what it says. What only "audit" looks for comes last.

Usage: spring-managed-identity rules
`,
  explain: `Shows the page of a rule: what it reports, why, and what is right.

Usage: spring-managed-identity explain <rule>

  <rule>                  its ID or name: MI101, credential-without-client-id
  --help
`,
  'explain-error': `Reads a log, a stack trace or the output of a command, and says which identity was refused where, and why.
Nothing is sent or kept.

Usage: spring-managed-identity explain-error [file|-] [options]

  file                    the text; standard input where it is - or absent
  --format <what>         text (default) or json
  --help

Ends with 0 whatever the text tells, or with 2 when it could not be read.
`,
  mcp: `Explains errors and findings and judges texts for programs that speak the Model Context Protocol, over standard input
and output.

Usage: spring-managed-identity mcp
`,
};

/** What a command says of itself; of the whole program where there is no such command. */
export function usageOf(command: string | undefined): string {
  return (command === undefined ? undefined : usages[command]) ?? usage;
}

/** The rules, one a line, and then what only `audit` looks for. */
export function ruleList(rules: readonly RuleInfo[], ofAudit: readonly RuleInfo[]): string {
  const lines = (some: readonly RuleInfo[]) =>
    some
      .map(({ id, severity, name, title }) => `${id}  ${severity.padEnd(8)}${name}: ${plain(title)}\n`)
      .join('');
  return `${lines(rules)}\nWhat "audit" alone looks for:\n${lines(ofAudit)}`;
}
