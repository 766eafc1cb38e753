/** A shell or PowerShell script, or the scripts inside a workflow: commands and their words. */
export interface ScriptFile {
  readonly kind: 'script';
}
