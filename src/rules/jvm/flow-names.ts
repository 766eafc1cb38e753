/** Functions that call a lambda with the value they are called on, or with what their holder (`Optional`, `Mono`, a list) holds. */
export const callbacks: ReadonlySet<string> = new Set([
  ...['let', 'run', 'apply', 'also', 'use', 'takeIf', 'takeUnless', 'runCatching', 'mapCatching', 'fold'],
  ...['map', 'mapNotNull', 'flatMap', 'flatMapMany', 'concatMap', 'switchMap', 'handle', 'filter', 'peek'],
  ...['thenApply', 'thenApplyAsync', 'thenCompose', 'thenAccept', 'thenAcceptAsync', 'whenComplete'],
  ...['subscribe', 'doOnNext', 'doOnSuccess', 'doOnEach', 'ifPresent', 'ifPresentOrElse', 'onSuccess'],
  ...['forEachIndexed', 'mapIndexed', 'onEachIndexed', 'mapIndexedNotNull'],
  ...['forEach', 'onEach', 'mapToObj', 'invoke', 'transform', 'onItem', 'collect'],
]);

/** Those of them whose lambda is called with an index, and with the value behind it. */
export const indexed: ReadonlySet<string> = new Set([
  ...['forEachIndexed', 'mapIndexed', 'onEachIndexed', 'mapIndexedNotNull'],
]);

/** Those of them that give back what they were called on. */
export const keepers: ReadonlySet<string> = new Set([
  ...['apply', 'also', 'takeIf', 'takeUnless', 'filter', 'peek', 'whenComplete', 'onSuccess', 'onEach'],
  ...['doOnNext', 'doOnSuccess', 'doOnEach'],
]);

/** Those of them in which `this` is the value, and need not be written. */
export const withReceiver: ReadonlySet<string> = new Set(['apply', 'run', 'runCatching']);

/** Functions that give back what their lambda gives back, at once or when they are asked. */
export const runners: ReadonlySet<string> = new Set([
  ...['let', 'run', 'with', 'use', 'runCatching', 'mapCatching', 'lazy', 'synchronized', 'withContext'],
  ...['map', 'mapNotNull', 'flatMap', 'flatMapMany', 'concatMap', 'switchMap', 'mapToObj', 'transform'],
  ...['thenApply', 'thenApplyAsync', 'thenCompose', 'supplyAsync', 'fromSupplier', 'fromCallable'],
  ...['orElseGet', 'computeIfAbsent', 'getOrPut', 'memoize', 'runBlocking', 'async', 'withInitial'],
  ...['buildString', 'suspendCoroutine', 'supply', 'callable', 'defer'],
]);

/** Calls that take a value out of what holds it, or give the holder back. */
export const openers: ReadonlySet<string> = new Set([
  ...['get', 'block', 'blockOptional', 'blockFirst', 'blockLast', 'join', 'getNow', 'orElse', 'orElseThrow'],
  ...['orElseGet', 'await', 'awaitSingle', 'awaitFirst', 'awaitSingleOrNull', 'getOrThrow', 'getOrNull'],
  ...['getOrElse', 'toFuture', 'toCompletableFuture', 'share', 'cache', 'timeout', 'retry', 'retryWhen'],
  ...[
    'publishOn',
    'subscribeOn',
    'onErrorResume',
    'onErrorReturn',
    'stream',
    'findFirst',
    'findAny',
    'first',
  ],
  ...[
    'toList',
    'single',
    'toMono',
    'withIndex',
    'asIterable',
    'asSequence',
    'asList',
    'last',
    'getFirst',
    'getLast',
    'switchIfEmpty',
    'defaultIfEmpty',
    'call',
    'invoke',
    'supply',
  ],
]);

/** Functions that put their argument into a holder, or give it back as it is. */
export const holders: ReadonlySet<string> = new Set([
  ...[
    'of',
    'ofNullable',
    'just',
    'justOrEmpty',
    'fromNullable',
    'completedFuture',
    'success',
    'singletonList',
  ],
  ...['requireNonNull', 'requireNotNull', 'checkNotNull', 'requireNonNullElse', 'listOf', 'singleton'],
  ...['AtomicReference', 'Some', 'lazyOf', 'asList', 'arrayOf', 'entry', 'Pair', 'setOf'],
  ...['mapOf', 'mutableMapOf', 'hashMapOf', 'linkedMapOf', 'mutableListOf', 'ofEntries', 'singletonMap'],
]);

/** What Kotlin has everywhere: without a receiver it is not called on the value that `this` is. */
export const everywhere: ReadonlySet<string> = new Set([
  ...['println', 'print', 'require', 'requireNotNull', 'check', 'checkNotNull', 'error', 'TODO', 'assert'],
  ...['repeat', 'synchronized', 'listOf', 'setOf', 'mapOf', 'arrayOf', 'emptyList', 'lazy', 'runBlocking'],
  ...['buildString', 'maxOf', 'minOf', 'runCatching'],
]);
