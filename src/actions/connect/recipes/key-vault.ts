import { say } from '../../../lifecycle/text';
import { hostOf } from '../connection';
import type { Ingredients, Making, Recipe } from '../recipe';
import { sdk, starter } from './libraries';
import { byHttp, needsRole } from './refusals';
import { clientIngredients, guarded } from './sdk-client';
import { cloudSettings, credentialSettings, ownKey, signInSettings } from './settings';

const resourceTypes = ['microsoft.keyvault/vaults'];

export const keyVaultSecrets: Recipe = {
  to: 'keyVaultSecrets',
  label: say('Key Vault secrets'),
  service: 'keyVault',
  area: 'secrets',
  use: 'read',
  resourceTypes,
  make: (making) => (making.way === 'starter' ? secretsAsProperties(making) : secretClient(making)),
};

/** With the starter secrets are properties of Spring, read when the app starts. */
function secretsAsProperties({ connection }: Making): Ingredients {
  const { name } = connection;
  return {
    settings: cloudSettings(connection),
    lists: [
      {
        list: 'spring.cloud.azure.keyvault.secret.property-sources',
        known: [
          { key: 'endpoint', value: `https://${hostOf(connection)}` },
          { key: 'name', value: name },
        ],
        settings: signInSettings('credential.', connection),
      },
    ],
    libraries: [starter('keyvault-secrets')],
    code: {
      className: 'KeyVaultSecrets',
      client: 'Environment',
      field: 'environment',
      injected: true,
      purpose: `Secrets of ${name}. The starter reads them when the app starts, which fails with 403 where the identity may not.`,
      inputs: [],
      imports: ['org.springframework.core.env.Environment'],
      methods: {
        java: [
          '/** A secret by its name. */',
          'public String secret(String name) {',
          '    String value = environment.getProperty(name);',
          '    if (value == null) {',
          `        throw new IllegalStateException("There is no secret '" + name + "' in ${name}.");`,
          '    }',
          '    return value;',
          '}',
        ],
        kotlin: [
          '/** A secret by its name. */',
          'fun secret(name: String): String =',
          `    environment.getProperty(name) ?: throw IllegalStateException("There is no secret '$name' in ${name}.")`,
        ],
      },
    },
  };
}

function secretClient(making: Making): Ingredients {
  const { connection } = making;
  return clientIngredients(making, {
    className: 'KeyVaultSecrets',
    purpose: `Secrets of ${connection.name}.`,
    client: 'com.azure.security.keyvault.secrets.SecretClient',
    buildImports: ['com.azure.security.keyvault.secrets.SecretClientBuilder'],
    build: vaultClient('SecretClientBuilder'),
    methods: guarded(
      'A secret as it is now.',
      ['String secret(String name)', 'return client.getSecret(name).getValue();'],
      ['secret(name: String): String', 'return client.getSecret(name).value'],
      byHttp.type,
    ),
    refusal: { ...byHttp, remedy: needsRole('keyVault', 'read', 'secrets') },
    inputs: endpointInput(making),
    starter: { settings: [], libraries: [] },
    libraries: sdk('azure-security-keyvault-secrets'),
  });
}

export const keyVaultCertificates: Recipe = {
  to: 'keyVaultCertificates',
  label: say('Key Vault certificates'),
  service: 'keyVault',
  area: 'certificates',
  use: 'use-certificates',
  resourceTypes,
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.keyvault.certificate';
    return clientIngredients(making, {
      className: 'KeyVaultCertificates',
      purpose: `Certificates of ${connection.name}.`,
      client: 'com.azure.security.keyvault.certificates.CertificateClient',
      buildImports: ['com.azure.security.keyvault.certificates.CertificateClientBuilder'],
      build: vaultClient('CertificateClientBuilder'),
      methods: guarded(
        'A certificate as it is now, without its private key: DER, as X.509 has it.',
        ['byte[] certificate(String name)', 'return client.getCertificate(name).getCer();'],
        ['certificate(name: String): ByteArray', 'return client.getCertificate(name).cer'],
        byHttp.type,
      ),
      refusal: { ...byHttp, remedy: needsRole('keyVault', 'use-certificates', 'certificates') },
      inputs: endpointInput(making),
      starter: {
        settings: [
          { key: `${home}.endpoint`, value: `https://${hostOf(connection)}` },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('keyvault-certificates')],
      },
      libraries: sdk('azure-security-keyvault-certificates'),
    });
  },
};

function vaultClient(builder: string) {
  return {
    java: [`new ${builder}()`, '.vaultUrl(endpoint)', '.credential(credential)', '.buildClient();'],
    kotlin: [`${builder}()`, '.vaultUrl(endpoint)', '.credential(credential)', '.buildClient()'],
  };
}

function endpointInput({ connection }: Making) {
  const value = `https://${hostOf(connection)}`;
  return [{ name: 'endpoint', key: ownKey(connection, 'endpoint'), value }];
}
