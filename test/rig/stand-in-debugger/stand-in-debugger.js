// Stands in for an extension that debugs Java: it runs no program, but writes beside the folder's files what VS Code handed to it.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('java', {
      createDebugAdapterDescriptor: (session) =>
        new vscode.DebugAdapterInlineImplementation(new Adapter(session.workspaceFolder)),
    }),
  );
};

class Adapter {
  #folder;
  #sent = new vscode.EventEmitter();
  #count = 0;
  onDidSendMessage = this.#sent.event;

  constructor(folder) {
    this.#folder = folder;
  }

  handleMessage({ type, seq, command, arguments: asked }) {
    if (type !== 'request') return;
    if (command === 'launch') this.#write(asked);
    const body = command === 'threads' ? { threads: [] } : {};
    this.#send({ type: 'response', request_seq: seq, success: true, command, body });
    if (command === 'initialize') this.#send({ type: 'event', event: 'initialized' });
    if (command === 'disconnect') this.#send({ type: 'event', event: 'terminated' });
  }

  #write(configuration) {
    const file = path.join(this.#folder.uri.fsPath, 'started.json');
    fs.writeFileSync(`${file}.part`, JSON.stringify({ folder: this.#folder.name, configuration }));
    fs.renameSync(`${file}.part`, file);
  }

  #send(message) {
    this.#sent.fire({ seq: ++this.#count, ...message });
  }

  dispose() {
    this.#sent.dispose();
  }
}
