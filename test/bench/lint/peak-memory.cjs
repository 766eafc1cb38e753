// Loaded before a program: says at its end, on the third stream, how much memory it took at its peak. Kilobytes.
const fs = require('node:fs');

process.once('exit', () => {
  fs.writeSync(3, String(process.resourceUsage().maxRSS));
});
