package dev.vaultgate.router.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vaultgate.api.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSampleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'boolean'} | true",
        "{'type':'null'} | null",
        "{'type':['null','integer']} | 1",
        "{'type':'integer','minimum':3.5} | 4",
        "{'type':'integer','maximum':-2} | -2",
        "{'type':'integer','exclusiveMinimum':5,'multipleOf':4} | 8",
        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1} | 0.5",
        "{'type':'string','format':'date'} | '2026-01-01'",
        "{'type':'string','minLength':12} | 'demo value..'",
        "{'type':'string','maxLength':4} | 'demo'",
        "{'enum':['red','blue']} | 'red'",
        "{'const':7} | 7",
        "{'type':'string','default':'x'} | 'x'",
        "{'type':'array','items':{'type':'integer'}} | [1]",
        "{'type':'array','items':{'type':'boolean'},'minItems':2} | [true,true]",
        "{'type':'array','items':{},'maxItems':0} | []",
        "{'prefixItems':[{'type':'integer'},{'type':'boolean'}],'type':'array'} | [1,true]",
        "{'anyOf':[{'type':'null'},{'type':'boolean'}]} | true",
        "{'properties':{'a':{'type':'integer'},'b':{'type':'integer'}}} | {'a':1,'b':1}",
        "{'properties':{'a':{'type':'integer'},'b':{}},'required':['a']} | {'a':1}",
        "{'allOf':[{'properties':{'a':{'const':1}},'required':['a']},"
            + "{'properties':{'b':{'const':2}},'required':['b']}]} | {'a':1,'b':2}",
        "{'$defs':{'n':{'type':'integer'}},'properties':{'a':{'$ref':'#/$defs/n'}}} | {'a':1}",
      })
  void theSampleFollowsTheSchema(String schema, String sample) throws JsonProcessingException {
    assertThat(sample(schema, "")).isEqualTo(sample.replace('\'', '"'));
  }

  @Test
  void valuesComeFromThePromptWhereTheyFit() throws JsonProcessingException {
    String schema =
        "{'properties':{'to':{'type':'string'},'colour':{'enum':['red','blue']},"
            + "'share':{'type':'number','maximum':1},'count':{'type':'integer'}}}";

    assertThat(sample(schema, "Send 12 blue flowers to Ms Smith, 0.5 of them now"))
        .isEqualTo("{\"to\":\"Ms Smith\",\"colour\":\"blue\",\"share\":0.5,\"count\":12}");
  }

  @Test
  void aSchemaThatNeedsItselfEndsSomewhere() throws JsonProcessingException {
    String schema = "{'type':'object','required':['next'],'properties':{'next':{'$ref':'#'}}}";

    assertThat(sample(schema, "")).startsWith("{\"next\":{\"next\":").endsWith("}");
  }

  @Test
  void aSchemaThatGrowsWithoutEndStaysSmall() throws JsonProcessingException {
    String schema =
        "{'type':'object','required':['a','b','c'],'properties':"
            + "{'a':{'$ref':'#'},'b':{'$ref':'#'},'c':{'$ref':'#'}}}";

    assertThat(sample(schema, "")).hasSizeLessThan(10_000);
  }

  private static String sample(String schema, String said) throws JsonProcessingException {
    return Json.text(
        new SchemaSample(Json.read(schema.replace('\'', '"')), new Hints(said)).value());
  }
}
