/**
 * Milliseconds that this process has computed since its start. What takes time in proportion to a text is measured by these: how
 * long it lasts depends on what else the machine does.
 */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
