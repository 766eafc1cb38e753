// Stands in for the native module `@vscode/spdlog` where it cannot be compiled: the same exports, as far as VS Code's
// server uses them, over plain synchronous appends. Each export is a statement of its own so that ES modules can name it.
const fs = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const stamp = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, -1)
    .replace('T', ' ');
};

class Logger {
  #level = 2;
  #formatted = true;

  constructor(_type, name, file, maxFileSize, maxFiles) {
    Object.assign(this, { name, file, maxFileSize, maxFiles });
  }

  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {}
  /** From now on messages are written as they are: VS Code formats output channels itself. */
  clearFormatters() {
    this.#formatted = false;
  }
  flush() {}
  drop() {}
  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }

  #write(level, message) {
    if (level < this.#level) return;
    try {
      this.#rotate();
      fs.appendFileSync(this.file, this.#formatted ? `${stamp()} [${names[level]}] ${message}\n` : message);
    } catch {
      // As with the original, a log that cannot be written must never disturb the program.
    }
  }

  #rotate() {
    const size = fs.statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (!this.maxFileSize || size < this.maxFileSize) return;
    const { dir, name, ext } = path.parse(this.file);
    const numbered = (index) => (index === 0 ? this.file : path.join(dir, `${name}.${index}${ext}`));
    for (let index = this.maxFiles - 1; index > 0; index -= 1)
      if (fs.existsSync(numbered(index - 1))) fs.renameSync(numbered(index - 1), numbered(index));
  }
}

async function createLogger(type, name, file, maxFileSize, maxFiles) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  fs.appendFileSync(file, '');
  return new Logger(type, name, file, maxFileSize, maxFiles);
}

exports.version = 11100;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = (...rest) => createLogger('rotating', ...rest);
exports.createAsyncRotatingLogger = (...rest) => createLogger('rotating_async', ...rest);
