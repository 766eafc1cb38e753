import type { JvmCall, JvmFunction, JvmType } from '../../source/jvm/jvm-file';

/** Annotations of functions that a framework calls for each request, message, event or tick. */
const handlers = new Set([
  // Spring
  ...['GetMapping', 'PostMapping', 'PutMapping', 'DeleteMapping', 'PatchMapping', 'RequestMapping'],
  ...['MessageMapping', 'SubscribeMapping', 'ExceptionHandler', 'ModelAttribute', 'ServiceActivator'],
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

/** Functions that types of these kinds are called by. */
const callbacks =
  /^(?:do(?:Get|Post|Put|Delete|Filter|FilterInternal)|service|preHandle|postHandle|filter|handle|handleRequest|onMessage|intercept|process|health|doHealthCheck|execute|channelRead0?|receive|handleMessage)$/;
const callbackTypes =
  /(?:Servlet|Filter|FilterBean|Interceptor(?:Adapter)?|Handler|HandlerFunction|FilterFunction|Listener|Processor|Tasklet|Job|HealthIndicator|Verticle)$/;

export function isHandler({ annotations, name }: JvmFunction, type: JvmType | undefined): boolean {
  if (annotations.some((one) => handlers.has(simple(one.name).replace(/^(\w+Listener)s$/, '$1'))))
    return true;
  return callbacks.test(name) && type?.supertypes.some((one) => callbackTypes.test(one)) === true;
}

/** Whether a function runs once: constructors, programs, what makes beans, what is cached. */
export function isMadeOnce({ name, annotations }: JvmFunction): boolean {
  return name === '<init>' || name === 'main' || annotations.some((one) => once.has(simple(one.name)));
}

const methods =
  /^(?:get|post|put|delete|patch|head|GET|POST|PUT|DELETE|PATCH|route|path|before|after|ws|handle|nest)$/;

/** `router.get("/orders", request -> ...)`: the lambda, or the function referred to, answers requests. */
export function isRoute({ name, args }: JvmCall): boolean {
  const [first, ...others] = args;
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
