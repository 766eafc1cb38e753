import { checkRule } from '../../test/rules/check-rule';

/** Scripts within templates, judged by the rules over scripts. */
describe('scripts in templates', () => {
  for (const [what, path, text] of [
    [
      'of a provisioner',
      'main.tf',
      `resource "terraform_data" "till" {
  provisioner "local-exec" {
    command = "az spring app identity assign -n till -s shop -g shop-rg"
                                      ^^^^^^ MI501 warning
  }
}
`,
    ],
    [
      'behind escapes and gaps',
      'main.tf',
      `resource "null_resource" "till" {
  provisioner "local-exec" {
    command = "echo \\"till\\" \${var.x}; az spring app create -n \${var.app} -s shop -g shop-rg --assign-identity"
                                                                                             ^^^^^^^^^^^^^^^^^ MI501 warning
  }
}
`,
    ],
    [
      'in a here-document',
      'main.tf',
      `resource "null_resource" "till" {
  provisioner "local-exec" {
    command = <<-EOT
      set -e
      az spring app create -n till -s shop -g shop-rg --assign-identity
                                                      ^^^^^^^^^^^^^^^^^ MI501 warning
    EOT
  }
}
`,
    ],
    [
      'of a deployment',
      'main.bicep',
      `resource till 'Microsoft.Resources/deploymentScripts@2023-08-01' = {
  kind: 'AzureCLI'
  properties: {
    scriptContent: '''
      az spring app create -n till -s shop -g shop-rg --assign-identity
                                                      ^^^^^^^^^^^^^^^^^ MI501 warning
    '''
  }
}
`,
    ],
  ] as const)
    it(`are judged ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    [
      'runs nothing obsolete',
      'main.tf',
      'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "az spring app identity assign -n till -s shop -g rg --system-assigned"\n  }\n}\n',
    ],
    [
      'is a comment of a script',
      'main.tf',
      'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = <<EOT\n# az spring app create --assign-identity\ntrue\nEOT\n  }\n}\n',
    ],
    [
      'is a text that is not run',
      'main.tf',
      'resource "null_resource" "a" {\n  triggers = { command = "az spring app create -n a -s b -g c --assign-identity" }\n}\n',
    ],
    [
      'is read from a file',
      'main.bicep',
      "resource till 'Microsoft.Resources/deploymentScripts@2023-08-01' = {\n  kind: 'AzureCLI'\n  properties: { scriptContent: loadTextContent('till.sh') }\n}\n",
    ],
    [
      'is of another kind of resource',
      'main.bicep',
      "resource till 'Microsoft.Web/sites@2023-12-01' = {\n  kind: 'AzureCLI'\n  properties: { scriptContent: 'az spring app create -n a -s b -g c --assign-identity' }\n}\n",
    ],
    [
      'is half typed',
      'main.tf',
      'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "az spring app create',
    ],
  ] as const)
    it(`is silent where a template ${what}`, () => checkRule(path, text));
});
