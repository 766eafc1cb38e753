// What programs that tests start run is not measured: each would write megabytes at its end, and take a third longer. Node goes by the
// variable when it starts, and keeps maps to sources for as long as it is there or they are asked for.
process.setSourceMapsEnabled(true);
delete process.env.NODE_V8_COVERAGE;
