// Preloaded (`node --require`) into every test process and into VS Code's extension host under test: a connection to
// anything but this machine throws, and is written to the file named by NETWORK_GUARD_FILE so that the run fails even
// where the error is swallowed. Without that file the process itself exits with code 1.
'use strict';
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

const installed = Symbol.for('spring-managed-identity.network-guard');
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3})$/i;

/** @param {unknown} host */
function isLoopback(host) {
  return host === undefined || host === null || host === '' || loopback.test(String(host));
}

function refuse(how, target) {
  const error = new Error(`Network guard: ${how} of ${target} is not allowed, tests stay on this machine.`);
  error.code = 'ENETGUARD';
  const file = process.env.NETWORK_GUARD_FILE;
  const record = {
    how,
    target: String(target),
    pid: process.pid,
    argv: process.argv.slice(1, 3),
    stack: error.stack,
  };
  if (file) fs.appendFileSync(file, `${JSON.stringify(record)}\n`);
  else failAtExit(error.message);
  return error;
}

const refusals = [];
function failAtExit(message) {
  refusals.push(message);
  if (refusals.length > 1) return;
  // Not at once, since a test runner sets its own exit code in between.
  process.once('exit', () => {
    process.exitCode = 1;
    fs.writeSync(2, `${refusals.join('\n')}\n`);
  });
}

function guardSockets() {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    // Node calls itself with one array of already normalised arguments.
    const [first, second] = Array.isArray(args[0]) ? args[0] : args;
    const named = typeof first === 'object' && first !== null ? first : { port: first, host: second };
    const byPath = named.path !== undefined && named.path !== null && named.port === undefined;
    const isPath = byPath || (typeof first === 'string' && !/^\d+$/.test(first));
    if (!isPath && !isLoopback(typeof named.host === 'function' ? undefined : named.host))
      throw refuse('connection', `${named.host}:${named.port}`);
    return connect.apply(this, args);
  };
}

function guardNames() {
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
    for (const name of namesOf(owner)) {
      if (!/^(lookup|resolve|reverse)/.test(name) || typeof owner[name] !== 'function') continue;
      const original = owner[name];
      owner[name] = function (host, ...rest) {
        if (!isLoopback(host)) throw refuse(`dns.${name}`, host);
        return original.call(this, host, ...rest);
      };
    }
}

/** Own names and those of the parent: a public resolver class inherits what it can ask. */
function namesOf(owner) {
  const parent = Object.getPrototypeOf(owner);
  const inherited = parent === null || parent === Object.prototype ? [] : Object.getOwnPropertyNames(parent);
  return new Set([...Object.getOwnPropertyNames(owner), ...inherited]);
}

function guardDatagrams() {
  const { connect, send } = dgram.Socket.prototype;
  dgram.Socket.prototype.connect = function (port, address, ...rest) {
    if (typeof address === 'string' && !isLoopback(address)) throw refuse('datagram', `${address}:${port}`);
    return connect.call(this, port, address, ...rest);
  };
  dgram.Socket.prototype.send = function (...args) {
    // (message, [offset, length,] port, address, callback): the only text after the message is the address.
    const address = args.slice(1).find((value) => typeof value === 'string');
    if (!isLoopback(address)) throw refuse('datagram', address);
    return send.apply(this, args);
  };
}

if (!globalThis[installed]) {
  Object.defineProperty(globalThis, installed, { value: true });
  guardSockets();
  guardNames();
  guardDatagrams();
}
