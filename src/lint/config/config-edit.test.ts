import assert from 'node:assert/strict';
import { readConfig } from './config';
import { turnOff } from './config-edit';

describe('turning a rule off in the configuration', () => {
  it('makes the file where there is none', () => {
    const expected = '{\n  "rules": {\n    "MI101": "off"\n  }\n}\n';
    assert.equal(turnOff(undefined, 'MI101'), expected);
    assert.equal(turnOff(' \n', 'MI101'), expected);
  });

  it('keeps comments, order and layout', () => {
    const turned = (...lines: readonly string[]) => turnOff(lines.join('\n'), 'MI101')?.split('\n');
    assert.deepEqual(
      turned(
        '{',
        '\t// ours',
        '\t"rules": {',
        '\t\t"MI102": "hint" // later',
        '\t},',
        '\t"exclude": []',
        '}',
      ),
      [
        ...['{', '\t// ours', '\t"rules": {', '\t\t"MI102": "hint", // later', '\t\t"MI101": "off"', '\t},'],
        ...['\t"exclude": []', '}'],
      ],
    );
    assert.deepEqual(turned('{', '    "exclude": ["gen/**", "x"], // made', '}', ''), [
      ...[
        '{',
        '    "exclude": ["gen/**", "x"], // made',
        '    "rules": {',
        '        "MI101": "off"',
        '    },',
      ],
      ...['}', ''],
    ]);
    assert.deepEqual(turned('{', '  "rules": {', '    // none', '  }', '}'), [
      ...['{', '  "rules": {', '    // none', '    "MI101": "off"', '  }', '}'],
    ]);
    assert.deepEqual(turned('{}'), ['{', '  "rules": {', '    "MI101": "off"', '  }', '}']);
    assert.deepEqual(turned('{"exclude": []}'), ['{"exclude": [], "rules": { "MI101": "off" }}']);
    assert.equal(
      turnOff('{\r\n  "exclude": []\r\n}\r\n', 'MI101'),
      '{\r\n  "exclude": [],\r\n  "rules": {\r\n    "MI101": "off"\r\n  }\r\n}\r\n',
    );
  });

  it('leaves no comma too many where people put one in a line of its own', () => {
    const changed = turnOff('{\n  "exclude": [] // made\n  ,\n}', 'MI101') ?? '';
    assert.deepEqual(readConfig(changed).trouble, []);
    assert.equal(readConfig(changed).config.levels['MI101'], 'off');
  });

  it('takes the place of another level, however its rule is written', () => {
    assert.equal(turnOff('{"rules": {"mi101": "hint"}}', 'MI101'), '{"rules": {"mi101": "off"}}');
    const byName = turnOff('{"rules": {"MI101": "hint", "credential-without-client-id": "error"}}', 'MI101');
    assert.equal(readConfig(byName ?? '').config.levels['MI101'], 'off');
  });

  it('leaves broken files to people', () => {
    assert.equal(turnOff('{"rules": ', 'MI101'), undefined);
    assert.equal(turnOff('[]', 'MI101'), undefined);
    assert.equal(turnOff('{"rules": "none"}', 'MI101'), undefined);
  });
});
