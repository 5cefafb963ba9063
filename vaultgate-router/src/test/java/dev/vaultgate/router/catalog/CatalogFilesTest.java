package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogFilesTest {

  private static final String MODEL =
      "{'provider':'p','model':'m','name':'M','type':'text','ids':['m-text'],"
          + "'input':['text'],'output':['text'],'source':'test'%s}";
  private static final String PROVIDER =
      "{'id':'p','name':'P','wire':'openai','as_of':'2026-11-22','source':'test'%s}";

  @Test
  void fieldsThatAreNotThereAreNotKnown() throws IOException {
    ModelRow row = CatalogFiles.models(array(MODEL, "")).get(0);

    assertThat(row.traits().contextTokens()).isNull();
    assertThat(row.price()).isNull();
    assertThat(row.lifecycle()).isEqualTo(Lifecycle.CURRENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ",'contxt':5 | models[0] (m).contxt: unknown field (did you mean context?)",
        ",'context':'many' | models[0] (m).context: \\\"many\\\" (expected: a whole number)",
        ",'context':1.5 | models[0] (m).context: 1.5 (expected: a whole number)",
        ",'context':0 | models[0] (m): context: 0 (expected: 1 or more)",
        ",'price':{'input':1,'output':2} | models[0] (m).price: no price_as_of or price_source",
        ",'price':{'input':1,'ouput':2} | models[0] (m).price.output: missing",
        ",'price':{'per_image':[{'usd':1}]},'price_as_of':'2026-01-01','price_source':'x' |"
            + " models[0] (m): price: none by token",
        ",'shutdown':'soon' | models[0] (m).shutdown: soon (expected: a date",
        ",'capabilities':['fly'] | models[0] (m).capabilities: fly (expected: one of [tools,"
            + " vision",
        ",'capabilities':['tools'],'lacks':['tools'] | models[0] (m): lacks: [TOOLS]",
        ",'deprecated':'yes' | models[0] (m).deprecated: \\\"yes\\\" (expected: true or false)",
        ",'reasoning':{'budget':{'min':9,'max':3}} | models[0] (m): reasoning.budget: 9 to 3",
        ",'note':' ' | models[0] (m).note: \\\" \\\" (expected: text)"
      })
  void damagedModelRowIsRefusedWithItsPlace(String more, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatalogFiles.models(array(MODEL, more)))
        .withMessageContaining(message.replace("\\\"", "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ",'quirks':['speaksLatin'] | providers[0] (p): quirk: speaksLatin",
        ",'base_url':'lab:80' | providers[0] (p): provider p: base_url: lab:80",
        ",'auth':{'header':'a','format':'b'} | providers[0] (p): auth.format: b",
        ",'key_envs':[] | providers[0] (p).key_envs: unknown field (did you mean key_env?)",
        ",'paths':{'chat':1} | providers[0] (p).paths.chat: 1 (expected: text)",
        ",'drops':['model'] | providers[0] (p): model (expected: in no rule",
        ",'renames':{'seed':7} | providers[0] (p).renames.seed: 7 (expected: text)",
        ",'reasoning':{'on':true} | providers[0] (p).reasoning.on: true (expected: an object)",
        ",'reasoning':{'models':'few'} | providers[0] (p).reasoning: models: few (expected: one of"
      })
  void damagedProviderRowIsRefusedWithItsPlace(String more, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatalogFiles.providers(array(PROVIDER, more)))
        .withMessageContaining(message);
  }

  @Test
  void fileIsAList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatalogFiles.models(stream("{}")))
        .withMessageContaining("models: OBJECT (expected: a list)");
  }

  @Test
  void providerWithoutAListHasNoModels() {
    assertThat(CatalogFiles.builtInModels("jina")).isEmpty();
  }

  private static InputStream array(String row, String more) {
    return stream("[" + String.format(row, more) + "]");
  }

  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
