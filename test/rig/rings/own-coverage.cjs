// What a process writes of coverage is decided when it starts. The programs that tests start are bundles, which no line of `src` is counted for:
// each would write megabytes when it ends.
'use strict';
delete process.env.NODE_V8_COVERAGE;
