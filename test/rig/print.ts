/** One line for the person at the terminal; what the rig prints is its user interface. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
