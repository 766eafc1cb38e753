import type { JvmCall, JvmFunction, JvmNew, JvmNode, JvmType } from '../../source/jvm/jvm-file';

/** Annotations of functions that a framework calls for each request, message, event or tick. */
const handlers = new Set([
  // Spring
  ...['GetMapping', 'PostMapping', 'PutMapping', 'DeleteMapping', 'PatchMapping', 'RequestMapping'],
  ...['MessageMapping', 'SubscribeMapping', 'ExceptionHandler', 'ModelAttribute', 'ServiceActivator'],
  ...['Transformer', 'Splitter', 'InboundChannelAdapter', 'Tool', 'Recurring', 'Consume', 'XxlJob'],
  ...['QueryMapping', 'MutationMapping', 'SubscriptionMapping', 'SchemaMapping', 'BatchMapping'],
  ...['Scheduled', 'EventListener', 'TransactionalEventListener', 'ApplicationModuleListener', 'Async'],
  ...['KafkaListener', 'KafkaHandler', 'JmsListener', 'RabbitListener', 'RabbitHandler', 'StreamListener'],
  ...[
    'ServiceBusListener',
    'EventHubsListener',
    'PulsarListener',
    'SqsListener',
    'ReadOperation',
    'WriteOperation',
  ],
  // JAX-RS, MicroProfile, Micronaut, Quarkus
  ...['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'Get', 'Post', 'Put', 'Delete', 'Patch'],
  ...[
    'Incoming',
    'Query',
    'Mutation',
    'Route',
    'Topic',
    'Schedule',
    'OnMessage',
    'WebMethod',
    'ConsumeEvent',
  ],
  // Others
  ...['DgsQuery', 'DgsMutation', 'DgsData', 'FunctionName', 'Subscribe', 'CommandHandler', 'EventHandler'],
  ...['JobWorker', 'GrpcMethod', 'GraphQLQuery', 'GraphQLMutation'],
]);

/** What runs a function of Azure, at one of its parameters. */
const triggers =
  /^(?:Http|Timer|Queue|Blob|ServiceBus(?:Queue|Topic)|EventHub|EventGrid|CosmosDB|Kafka|Warmup|Sql|Durable(?:Activity|Orchestration))Trigger$/;

/** Where objects are made once. */
const once = new Set([
  ...[
    'Bean',
    'PostConstruct',
    'Produces',
    'Cacheable',
    'BeforeAll',
    'Singleton',
    'ApplicationScoped',
    'Startup',
  ],
]);

/** Events that come once in the life of an app. */
const onceEvents =
  /\b(?:Application(?:Starting|EnvironmentPrepared|ContextInitialized|Prepared|Started|Ready|Failed)|Context(?:Refreshed|Started|Stopped|Closed)|(?:Servlet|Reactive)?WebServerInitialized|Startup|Shutdown)Event\b/;

/** Functions that types of these kinds are called by. */
const callbacks =
  /^(?:do(?:Get|Post|Put|Delete|Filter|FilterInternal)|service|attemptAuthentication|authenticate|loadUserByUsername|executeInternal|read|write|preHandle|postHandle|filter|handle|handleRequest|onMessage|intercept|process|health|doHealthCheck|execute|channelRead0?|receive|handleMessage)$/;
const callbackTypes =
  /(?:Servlet|Filter|FilterBean|Interceptor(?:Adapter)?|Handler|HandlerFunction|FilterFunction|Listener|Processor|Tasklet|Job|JobBean|Item(?:Reader|Writer)|AuthenticationProvider|UserDetailsService|HealthIndicator|Verticle)$/;

export function isHandler(one: JvmFunction, type: JvmType | undefined): boolean {
  const { annotations, name } = one;
  if (annotations.some(({ name }) => handlers.has(simple(name).replace(/^(\w+Listener)s$/, '$1'))))
    return !isForStart(one);
  if (one.parameters.some((parameter) => parameter.annotations.some((by) => triggers.test(simple(by.name)))))
    return true;
  // Feign asks it for each of its requests; `apply` of other types may be anything.
  if (name === 'apply')
    return type?.supertypes.some((one) => /(?:^|\.)RequestInterceptor$/.test(one)) === true;
  return callbacks.test(name) && type?.supertypes.some((one) => callbackTypes.test(one)) === true;
}

/** Whether it listens to what happens when the app starts or ends: by its parameter, or by what the annotation names. */
function isForStart({ annotations, parameters }: JvmFunction): boolean {
  const [listener] = annotations.filter(({ name }) => simple(name).endsWith('EventListener'));
  if (listener === undefined) return false;
  const [event] = parameters;
  const named = listener.args.flatMap(namesIn);
  return named.length > 0
    ? named.every((one) => onceEvents.test(one))
    : onceEvents.test(event?.type?.name ?? '');
}

function namesIn(node: JvmNode): readonly string[] {
  const own = node.kind === 'name' && node.name.endsWith('Event') ? [node.name] : [];
  return [...own, ...node.children.flatMap(namesIn)];
}

/** Whether a function runs once: constructors, programs, what makes beans, what is cached. */
export function isMadeOnce({ name, annotations }: JvmFunction): boolean {
  return name === '<init>' || name === 'main' || annotations.some((one) => once.has(simple(one.name)));
}

const methods =
  /^(?:get|post|put|delete|patch|head|GET|POST|PUT|DELETE|PATCH|route|path|before|after|ws|handle|nest)$/;

/** `router.get("/orders", request -> ...)`: the lambda, or the function referred to, answers requests. */
export function isRoute(by: JvmCall | JvmNew): boolean {
  const [first, ...others] = by.args;
  // `GET("/orders") { ... }` of Kotlin looks as if it made something.
  const name = by.kind === 'new' ? by.type : by.name;
  if (!methods.test(name) || first === undefined) return false;
  const isPath =
    first.kind === 'text'
      ? first.value.startsWith('/')
      : isPredicate(first.kind === 'call' ? first : undefined);
  return isPath && others.some(({ kind }) => kind === 'lambda');
}

/** `GET("/orders")` of WebFlux. */
function isPredicate(call: JvmCall | undefined): boolean {
  const [path] = call?.args ?? [];
  return call !== undefined && methods.test(call.name) && path?.kind === 'text';
}

function simple(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
