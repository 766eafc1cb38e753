// What the long commands print: who does what, and when since the start.

/**
 * A function that prints one line per step with the seconds since this process began.
 * @param {string} who
 * @returns {(what: string) => void}
 */
export function report(who) {
  return (what) => {
    console.log(`[${process.uptime().toFixed(1).padStart(6)} s] ${who}: ${what}`);
  };
}
