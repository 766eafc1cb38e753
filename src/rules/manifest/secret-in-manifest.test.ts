import { checkRule } from '../../../test/rules/check-rule';
import { podWith } from '../../../test/rules/pod';

const secret = 'Wq48Q~kq3VbD0pHs7aJxM2nLrE9wYcUfGiT1oB5d';
const carets = '^'.repeat(secret.length);
const kept = (lines: string) => `apiVersion: v1
kind: Secret
metadata:
  name: orders
${lines}`;

const reported: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'a variable of a container': [
    'k8s/orders.yaml',
    podWith(`            - name: AZURE_CLIENT_SECRET
              value: ${secret}
                     ${carets} MI415 error`),
  ],
  'one in quotes, in a list on one line': [
    'k8s/orders.yaml',
    podWith(`            - { name: AZURE_CLIENT_SECRET, value: '${secret}' }
                                                   ${carets} MI415 error`),
  ],
  'the key in a connection string': [
    'k8s/orders.yaml',
    podWith(`            - name: QUEUE
              value: Endpoint=sb://tea.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=3q2+7wAbc9xZ0pLmQ8rT5vYkE1nHs6JdFgWu4iOzXcV=
                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI415 error`),
  ],
  'what a Secret holds as text': [
    'k8s/secret.yaml',
    kept(`stringData:
  client-secret: ${secret}
                 ${carets} MI415 error
  user: orders`),
  ],
  'what a Secret holds in base64': [
    'k8s/secret.yaml',
    kept(`data:
  db-password: a0Y5bVEydkw3eFB6NFc=
               ^^^^^^^^^^^^^^^^^^^^ MI415 error`),
  ],
  'what services of compose have by a name': [
    'compose.yaml',
    `x-azure: &azure
  AZURE_CLIENT_SECRET: ${secret}
                       ${carets} MI415 error
  STOVE: hot
x-service: &service
  restart: always
  environment:
    COSMOS_KEY: &key ${secret}
                     ${carets} MI415 error
x-list: &list
  - OVEN_CLIENT_SECRET=${secret}
                       ${carets} MI415 error
x-unused: &unused
  AZURE_CLIENT_SECRET: ${secret}
services:
  tea:
    image: tea
    environment: { <<: *azure, CUPS: 2 }
  coffee:
    image: coffee
    environment:
      <<: [*azure, *nothing]
      BEANS: 3
  cake:
    <<: *service
    image: cake
  bread:
    image: bread
    environment: *list
  milk:
    image: milk
    environment: { MILK_CLIENT_SECRET: *key }`,
  ],
  'a variable of a service of compose': [
    'compose.yaml',
    `services:
  web:
    build: .
    environment:
      - AZURE_CLIENT_SECRET=${secret}
                            ${carets} MI415 error`,
  ],
  'ENV of an image, over several lines': [
    'orders/Dockerfile',
    `FROM eclipse-temurin:21
ENV TZ=UTC \\
    # of the test tenant
    AZURE_CLIENT_SECRET="${secret}"
                         ${carets} MI415 error
`,
  ],
  'ENV in its older form, of the stage the last one is built on': [
    'Containerfile',
    `FROM eclipse-temurin:21 AS Base
ENV AZURE_CLIENT_SECRET ${secret}
                        ${carets} MI415 error
FROM base
CMD ["java", "-jar", "app.jar"]
`,
  ],
  'a file of variables': [
    '.env.prod',
    `AZURE_CLIENT_SECRET="${secret}"
                     ${carets} MI415 error`,
  ],
  'values of a chart': [
    'chart/values.yaml',
    `auth:
  password: tG5~wR2!kL9p
            ^^^^^^^^^^^^ MI415 error
extraEnv:
  - name: AZURE_CLIENT_SECRET
    value: ${secret}
           ${carets} MI415 error`,
  ],
};

const silent: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'what opens a database of the developer alone': ['.env', 'DB_PASSWORD=tG5~wR2!kL9p\nDB_HOST=db'],
  'values that name secrets': [
    'chart/values.yaml',
    'imagePullSecrets: []\npostgresql:\n  auth:\n    existingSecret: orders-db\n    password: ""\n    secretKeys: { adminPasswordKey: postgres-password }',
  ],
  'a reference to a secret': [
    'k8s/orders.yaml',
    podWith(`            - name: AZURE_CLIENT_SECRET
              valueFrom: { secretKeyRef: { name: orders, key: client-secret } }`),
  ],
  'a value of a template': [
    'chart/templates/orders.yaml',
    podWith(`            - name: AZURE_CLIENT_SECRET
              value: {{ .Values.clientSecret | quote }}`),
  ],
  'a variable that Kubernetes fills in': [
    'k8s/orders.yaml',
    podWith(`            - name: AZURE_CLIENT_SECRET
              value: $(SECRET_OF_VAULT)`),
  ],
  'a comment': [
    'k8s/orders.yaml',
    podWith(`            # - { name: AZURE_CLIENT_SECRET, value: ${secret} }
            - { name: TZ, value: UTC }`),
  ],
  'a placeholder': [
    'k8s/orders.yaml',
    podWith(`            - { name: AZURE_CLIENT_SECRET, value: <client-secret> }
            - { name: DB_PASSWORD, value: changeme }`),
  ],
  'the name of a secret': [
    'k8s/orders.yaml',
    podWith(`            - { name: SECRET_NAME, value: orders-db-password }
            - { name: PASSWORD_FILE, value: /run/secrets/db }`),
  ],
  'IDs, which are none': [
    'k8s/orders.yaml',
    podWith(`            - { name: AZURE_CLIENT_ID, value: 5f6f3b8e-2b1d-4c57-9a3e-7d1c8e0f4a21 }
            - { name: AZURE_TENANT_ID, value: 7f6f3b8e-2b1d-4c57-9a3e-7d1c8e0f4a21 }`),
  ],
  'a sealed secret': [
    'k8s/sealed.yaml',
    `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: orders
spec:
  encryptedData:
    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEqAgBy3i4OJSWK+PiTySYZZA9rO43cGDEq`,
  ],
  'a secret of an operator that fetches it': [
    'k8s/external.yaml',
    `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: orders
spec:
  data:
    - secretKey: client-secret
      remoteRef: { key: client-secret }`,
  ],
  'what a Secret holds that is none': [
    'k8s/secret.yaml',
    kept(`data:
  greeting: aGVsbG8gd29ybGQ=
stringData:
  username: orders`),
  ],
  'what a service says in place of what it has by a name': [
    'compose.yaml',
    `x-azure: &azure
  AZURE_CLIENT_SECRET: ${secret}
services:
  tea:
    image: tea
    environment: { <<: *azure, AZURE_CLIENT_SECRET: "$SECRET" }
  loop: &loop
    <<: *loop
    image: loop`,
  ],
  'the password of a database that the same compose file starts': [
    'compose.yaml',
    `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: kF9mQ2vL7xPz4W
  web:
    build: .
    environment:
      SPRING_DATASOURCE_PASSWORD: kF9mQ2vL7xPz4W`,
  ],
  'a variable of the shell that starts compose': [
    'compose.yaml',
    'services:\n  web:\n    image: a\n    environment:\n      AZURE_CLIENT_SECRET: ${AZURE_CLIENT_SECRET:?}\n',
  ],
  'the key of an emulator': [
    'compose.yaml',
    'services:\n  web:\n    image: a\n    environment:\n      STORAGE: UseDevelopmentStorage=true\n      COSMOS_KEY: C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==\n',
  ],
  'a stage of an image that is not the last': [
    'Dockerfile',
    `FROM maven:3 AS build
ENV AZURE_CLIENT_SECRET=${secret}
FROM eclipse-temurin:21
COPY --from=build /app.jar /app.jar
`,
  ],
  'an argument of the build': [
    'Dockerfile',
    'FROM eclipse-temurin:21\nARG CLIENT_SECRET\nENV AZURE_CLIENT_SECRET=${CLIENT_SECRET}\n',
  ],
  'a half-typed file': ['Dockerfile', `FROM eclipse-temurin:21\nENV AZURE_CLIENT_SECRET=\\\n`],
  'a variable that is set to nothing later': [
    'Dockerfile',
    `FROM eclipse-temurin:21\nENV AZURE_CLIENT_SECRET=${secret}\nENV AZURE_CLIENT_SECRET=\n`,
  ],
};

describe('MI415 secret-in-manifest', () => {
  for (const [name, [path, text]] of Object.entries(reported))
    it(`reports ${name}`, () => checkRule(path, text));
  for (const [name, [path, text]] of Object.entries(silent))
    it(`is silent about ${name}`, () => checkRule(path, text));
});
