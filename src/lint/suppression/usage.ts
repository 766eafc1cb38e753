import type { RuleInfo } from '../../rules/rule';
import { configFileName } from '../config/config';

/** What the command line says of itself. */
export const usage = `Finds mistakes with managed identities in Spring apps on Azure: in Java, Kotlin, Spring configuration,
Maven and Gradle build files, Bicep, ARM templates, Terraform, shell and PowerShell scripts, workflows,
manifests of Kubernetes, compose files and Dockerfiles.

Usage: spring-managed-identity lint [paths] [options]
       spring-managed-identity rules
       spring-managed-identity explain <rule>
       spring-managed-identity explain-error [file|-] [--format text|json]
       spring-managed-identity report [options]     (report --help tells more)
       spring-managed-identity audit [options]      (audit --help tells more)
       spring-managed-identity diagnose [options]   (diagnose --help tells more)
       spring-managed-identity mcp

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
  --help, --version

explain-error reads a log, a stack trace or the output of a command, and says which identity was refused where, and why.
report signs in to Azure and tells which identities apps have, and what these may do.
audit signs in to Azure and judges live apps: by rules, by their roles, by files linked to them, by what was kept before.
diagnose says of each target that files name whether the app may use it, why not, and what mends it.
mcp explains errors and findings and judges texts for programs that speak the Model Context Protocol, over standard input and output.

Reads below the given paths only (default: this folder), follows no links, honours .gitignore. Paths in reports and in
${configFileName} count from the folder that holds ${configFileName}, or else .git, however deep the command is started.
Ends with 0 when nothing is wrong, 1 when there are errors or too many warnings, 2 when it could not do its work.
`;

/** The rules, one a line. */
export function ruleList(rules: readonly RuleInfo[]): string {
  return rules
    .map(({ id, severity, name, title }) => `${id}  ${severity.padEnd(8)}${name}: ${title}\n`)
    .join('');
}
