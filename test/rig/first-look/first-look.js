'use strict';
const vscode = require('vscode');

exports.activate = async (context) => {
  if (context.globalState.get('shown') === true) return;
  await context.globalState.update('shown', true);
  await vscode.commands.executeCommand('workbench.view.extension.springIdentity');
};
