package dev.vaultgate.client.gemini;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.Target.ReasoningSizes;
import dev.vaultgate.client.Target.Traits;
import dev.vaultgate.client.WireProbe;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the messages of a request. */
class ContentsTest {

  private static final WireProbe WIRE = WireProbe.of(new GeminiWire());

  /** A model of Gemini 3 or later. */
  private static final WireProbe BY_LEVEL = WIRE.at(new Traits(null, Set.of(), List.of("level")));

  private static final String CALLS =
      """
      {'messages': [{'role': 'user', 'content': 'Add'},
        {'role': 'assistant', 'content': 'I will.', 'tool_calls': [
          {'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'} %s},
          {'id': 'b', 'type': 'function', 'function': {'name': 'g', 'arguments': ''}}]},
        {'role': 'tool', 'tool_call_id': 'b', 'content': '{\\"n\\": 2}'},
        {'role': 'tool', 'tool_call_id': 'a', 'content': [{'type': 'text', 'text': 'one'},
           {'type': 'image_url', 'image_url': {'url': 'data:image/png;base64,AA=='}}]},
        {'role': 'user', 'content': 'Now?'}]}
      """;

  @Test
  void instructionsStandApartWhereverTheyCome() {
    JsonNode body =
        WIRE.body(
            """
            {'messages': [{'role': 'system', 'content': 'Be brief.'},
              {'role': 'user', 'content': 'Hi'}, {'role': 'assistant', 'content': 'Hello'},
              {'role': 'developer', 'content': 'Be kind.'}]}
            """);

    assertThat(body.get("systemInstruction"))
        .isEqualTo(tree("{'parts':[{'text':'Be brief.'},{'text':'Be kind.'}]}"));
    assertThat(body.get("contents"))
        .isEqualTo(
            tree(
                """
                [{'role':'user','parts':[{'text':'Hi'}]},
                 {'role':'model','parts':[{'text':'Hello'}]}]
                """));
  }

  @Test
  void aModelWithoutInstructionsIsToldInTheFirstWords() {
    Traits traits =
        new Traits(null, Set.of(), Set.of("system_messages"), List.of(), ReasoningSizes.UNKNOWN);

    JsonNode body =
        WIRE.at(traits)
            .body(
                """
                {'messages': [{'role': 'system', 'content': 'Be brief.'},
                  {'role': 'user', 'content': 'Hi'}]}
                """);

    assertThat(body.has("systemInstruction")).isFalse();
    assertThat(body.get("contents"))
        .isEqualTo(tree("[{'role':'user','parts':[{'text':'Be brief.'},{'text':'Hi'}]}]"));
  }

  @Test
  void instructionsAloneAreAQuestion() {
    JsonNode body = WIRE.body("{'messages': [{'role': 'system', 'content': 'Say hi.'}]}");

    assertThat(body.get("contents"))
        .isEqualTo(tree("[{'role':'user','parts':[{'text':'Say hi.'}]}]"));
  }

  @Test
  void resultsComeInTheOrderOfTheCallsUnderTheNamesOfTheTools() {
    JsonNode body = WIRE.body(CALLS.formatted(""));

    assertThat(body.get("contents"))
        .isEqualTo(
            tree(
                """
                [{'role':'user','parts':[{'text':'Add'}]},
                 {'role':'model','parts':[{'text':'I will.'},
                   {'functionCall':{'name':'f','args':{}}},
                   {'functionCall':{'name':'g','args':{}}}]},
                 {'role':'user','parts':[
                   {'functionResponse':{'name':'f','response':{'result':'one'}}},
                   {'inlineData':{'mimeType':'image/png','data':'AA=='}},
                   {'functionResponse':{'name':'g','response':{'n':2}}},
                   {'text':'Now?'}]}]
                """));
  }

  @Test
  void newerModelsKnowIdsAndMediaWithinResults() {
    JsonNode contents = BY_LEVEL.body(CALLS.formatted("")).get("contents");

    assertThat(contents.at("/1/parts/2/functionCall/id").textValue()).isEqualTo("b");
    assertThat(contents.at("/2/parts/0/functionResponse"))
        .isEqualTo(
            tree(
                """
                {'id':'a','name':'f','response':{'result':'one'},
                 'parts':[{'inlineData':{'mimeType':'image/png','data':'AA=='}}]}
                """));
  }

  @Test
  void aSignatureGoesBackToWhereItCameFrom() {
    String signature = ", 'extra_content': {'google': {'thought_signature': 's1'}}";

    JsonNode parts = BY_LEVEL.body(CALLS.formatted(signature)).at("/contents/1/parts");

    assertThat(parts.get(1).get("thoughtSignature").textValue()).isEqualTo("s1");
    assertThat(parts.get(2).has("thoughtSignature")).isFalse();
    assertThat(
            WIRE.body(CALLS.formatted(signature))
                .at("/contents/1/parts/1/thoughtSignature")
                .textValue())
        .isEqualTo("s1");
  }

  @Test
  void aLostSignatureIsOwnedUpToWhereOneIsAskedFor() {
    assertThat(
            BY_LEVEL
                .body(CALLS.formatted(""))
                .at("/contents/1/parts/1/thoughtSignature")
                .textValue())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(WIRE.body(CALLS.formatted("")).at("/contents/1/parts/1").has("thoughtSignature"))
        .isFalse();
  }

  @Test
  void aResultWithoutItsCallIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                WIRE.body(
                    """
                    {'messages': [{'role': 'user', 'content': 'Hi'},
                      {'role': 'tool', 'tool_call_id': 'x', 'content': '1'}]}
                    """))
        .withMessageContaining("messages[1].tool_call_id");
  }

  @Test
  void mediaComeByAddressOrAsData() {
    JsonNode body =
        WIRE.body(
            """
            {'messages': [{'role': 'user', 'content': [
              {'type': 'image_url', 'image_url': {'url': 'data:image/jpg;base64,/9j/AA=='}},
              {'type': 'image_url', 'image_url': {'url': 'https://a.test/b.webp?x=1'}},
              {'type': 'image_url', 'image_url': {'url': 'https://a.test/b'}},
              {'type': 'input_audio', 'input_audio': {'data': 'AA==', 'format': 'wav'}},
              {'type': 'file', 'file': {'file_data': 'data:application/pdf;base64,JVBERi0='}},
              {'type': 'file', 'file': {'file_data': 'JVBERi0='}},
              {'type': 'file', 'file': {'file_id': 'files/abc', 'filename': 'a.mp4'}}]}]}
            """);

    assertThat(body.at("/contents/0/parts"))
        .isEqualTo(
            tree(
                """
                [{'inlineData':{'mimeType':'image/jpeg','data':'/9j/AA=='}},
                 {'fileData':{'mimeType':'image/webp','fileUri':'https://a.test/b.webp?x=1'}},
                 {'fileData':{'fileUri':'https://a.test/b'}},
                 {'inlineData':{'mimeType':'audio/wav','data':'AA=='}},
                 {'inlineData':{'mimeType':'application/pdf','data':'JVBERi0='}},
                 {'inlineData':{'mimeType':'application/pdf','data':'JVBERi0='}},
                 {'fileData':{'mimeType':'video/mp4','fileUri':'https://lab.test/files/abc'}}]
                """));
  }

  @Test
  void anImageFromElsewhereIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                WIRE.body(
                    """
                    {'messages': [{'role': 'user', 'content': [
                      {'type': 'image_url', 'image_url': {'url': 'file:///etc/passwd'}}]}]}
                    """))
        .satisfies(e -> assertThat(e.code()).isEqualTo("image_url_not_allowed"));
  }

  @Test
  void imagesThatTheModelMadeGoBackWithItsMessage() {
    JsonNode body =
        WIRE.body(
            """
            {'messages': [{'role': 'user', 'content': 'Draw'},
              {'role': 'assistant', 'content': 'Here', 'images': [{'type': 'image_url',
                'image_url': {'url': 'data:image/png;base64,AA=='}}]},
              {'role': 'user', 'content': 'Bluer'}]}
            """);

    assertThat(body.at("/contents/1/parts"))
        .isEqualTo(tree("[{'text':'Here'},{'inlineData':{'mimeType':'image/png','data':'AA=='}}]"));
  }
}
