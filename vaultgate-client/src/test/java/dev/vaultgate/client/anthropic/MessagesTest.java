package dev.vaultgate.client.anthropic;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.WireProbe;
import dev.vaultgate.client.WireRequest;
import org.junit.jupiter.api.Test;

/** What becomes of the messages of a request. */
class MessagesTest {

  private final WireProbe wire = WireProbe.of(new AnthropicWire());

  @Test
  void instructionsStandApartWhereverTheyCome() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'system', 'content': 'Be brief.'},
              {'role': 'user', 'content': 'Hi'},
              {'role': 'developer', 'content': [{'type': 'text', 'text': 'Be kind.'}]}]}
            """);

    assertThat(body.get("system"))
        .isEqualTo(tree("[{'type':'text','text':'Be brief.'},{'type':'text','text':'Be kind.'}]"));
    assertThat(body.get("messages"))
        .isEqualTo(tree("[{'role':'user','content':[{'type':'text','text':'Hi'}]}]"));
  }

  @Test
  void neighboursOfOneRoleBecomeOneTurn() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': 'One'}, {'role': 'user', 'content': 'Two'},
              {'role': 'assistant', 'content': ''}, {'role': 'user', 'content': 'Three'}]}
            """);

    assertThat(body.get("messages"))
        .isEqualTo(
            tree(
                """
                [{'role':'user','content':[{'type':'text','text':'One'},
                  {'type':'text','text':'Two'},{'type':'text','text':'Three'}]}]
                """));
  }

  @Test
  void resultsOfAllCallsComeFirstInOneTurn() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': 'Add'},
              {'role': 'assistant', 'content': 'I will.', 'tool_calls': [
                {'id': 'a', 'type': 'function', 'function': {'name': 'add', 'arguments': ''}},
                {'id': 'b', 'type': 'function', 'function': {'name': 'add',
                  'arguments': '{}'}}]},
              {'role': 'user', 'content': 'Quickly!'},
              {'role': 'tool', 'tool_call_id': 'a', 'content': '1', 'is_error': true},
              {'role': 'tool', 'tool_call_id': 'b', 'content': [{'type': 'text', 'text': '2'}]}]}
            """);

    assertThat(body.get("messages").get(1).get("content"))
        .isEqualTo(
            tree(
                """
                [{'type':'text','text':'I will.'},
                 {'type':'tool_use','id':'a','name':'add','input':{}},
                 {'type':'tool_use','id':'b','name':'add','input':{}}]
                """));
    assertThat(body.get("messages").get(2).get("content"))
        .isEqualTo(
            tree(
                """
                [{'type':'tool_result','tool_use_id':'a','content':'1','is_error':true},
                 {'type':'tool_result','tool_use_id':'b','content':[{'type':'text','text':'2'}]},
                 {'type':'text','text':'Quickly!'}]
                """));
  }

  @Test
  void idsOfOtherProvidersAreSpelledAsTheApiAccepts() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': 'Add'},
              {'role': 'assistant', 'content': null, 'tool_calls': [
                {'id': 'functions.add:0', 'type': 'function',
                 'function': {'name': 'add', 'arguments': '{'}}]},
              {'role': 'tool', 'tool_call_id': 'functions.add:0', 'content': '1'}]}
            """);

    JsonNode call = body.get("messages").get(1).get("content").get(0);
    assertThat(call.get("id").textValue()).isEqualTo("functions_add_0");
    assertThat(call.get("input")).isEqualTo(tree("{'unreadable': '{'}"));
    assertThat(body.at("/messages/2/content/0/tool_use_id").textValue())
        .isEqualTo("functions_add_0");
  }

  @Test
  void toolsThatWereCalledAreDeclaredEvenIfNoneIsOffered() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': 'Add'},
              {'role': 'assistant', 'content': null, 'tool_calls': [
                {'id': 'a', 'type': 'function', 'function': {'name': 'add', 'arguments': '{}'}}]},
              {'role': 'tool', 'tool_call_id': 'a', 'content': '1'}]}
            """);

    assertThat(body.get("tools"))
        .isEqualTo(tree("[{'name':'add','input_schema':{'type':'object','properties':{}}}]"));
    assertThat(body.get("tool_choice")).isEqualTo(tree("{'type':'none'}"));
  }

  @Test
  void imagesComeByAddressOrAsData() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': [
              {'type': 'image_url', 'image_url': {'url': 'data:image/jpg;base64,/9j/AA=='}},
              {'type': 'image_url', 'image_url': {'url': 'data:;base64,iVBORw0KGgoAAA=='}},
              {'type': 'image_url', 'image_url': {'url': 'https://a.test/b.png'}}]}]}
            """);

    assertThat(body.at("/messages/0/content"))
        .isEqualTo(
            tree(
                """
                [{'type':'image','source':
                   {'type':'base64','media_type':'image/jpeg','data':'/9j/AA=='}},
                 {'type':'image','source':
                   {'type':'base64','media_type':'image/png','data':'iVBORw0KGgoAAA=='}},
                 {'type':'image','source':{'type':'url','url':'https://a.test/b.png'}}]
                """));
  }

  @Test
  void anImageFromElsewhereIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                wire.body(
                    """
                    {'messages': [{'role': 'user', 'content': [
                      {'type': 'image_url', 'image_url': {'url': 'file:///etc/passwd'}}]}]}
                    """))
        .satisfies(e -> assertThat(e.code()).isEqualTo("image_url_not_allowed"));
  }

  @Test
  void filesAreDocuments() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': [
              {'type': 'file', 'file': {'filename': 'a.pdf',
                'file_data': 'data:application/pdf;base64,JVBERi0='}},
              {'type': 'file', 'file': {'filename': 'a.txt', 'file_data': 'SGk='}},
              {'type': 'file', 'file': {'file_data': 'https://a.test/b.pdf'}}]}]}
            """);

    assertThat(body.at("/messages/0/content"))
        .isEqualTo(
            tree(
                """
                [{'type':'document','title':'a.pdf','source':
                   {'type':'base64','media_type':'application/pdf','data':'JVBERi0='}},
                 {'type':'document','title':'a.txt','source':
                   {'type':'text','media_type':'text/plain','data':'Hi'}},
                 {'type':'document','source':{'type':'url','url':'https://a.test/b.pdf'}}]
                """));
  }

  @Test
  void aStoredFileSwitchesItsBetaOn() {
    WireRequest request =
        wire.request(
            """
            {'messages': [{'role': 'user', 'content': [
              {'type': 'file', 'file': {'file_id': 'file_1'}}]}]}
            """);

    assertThat(request.headers())
        .containsEntry("anthropic-version", "2023-06-01")
        .containsEntry("anthropic-beta", "files-api-2025-04-14");
  }

  @Test
  void soundIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                wire.body(
                    """
                    {'messages': [{'role': 'user', 'content': [
                      {'type': 'input_audio', 'input_audio': {'data': 'AA', 'format': 'wav'}}]}]}
                    """))
        .withMessageContaining("messages[0].content");
  }

  @Test
  void marksForTheCacheStayWhereTheyWereGiven() {
    JsonNode body =
        wire.body(
            """
            {'cache_control': {'type': 'ephemeral'},
             'messages': [
              {'role': 'system', 'content': 'Long.', 'cache_control': {'type': 'ephemeral'}},
              {'role': 'user', 'content': [
                {'type': 'text', 'text': 'A', 'cache_control': {'type': 'ephemeral', 'ttl': '1h'}},
                {'type': 'text', 'text': 'B'}]}],
             'tools': [{'type': 'function', 'function': {'name': 'f'},
               'cache_control': {'type': 'ephemeral'}}]}
            """);

    assertThat(body.at("/system/0/cache_control")).isEqualTo(tree("{'type':'ephemeral'}"));
    assertThat(body.at("/messages/0/content/0/cache_control"))
        .isEqualTo(tree("{'type':'ephemeral','ttl':'1h'}"));
    assertThat(body.at("/messages/0/content/1").has("cache_control")).isFalse();
    assertThat(body.at("/tools/0/cache_control")).isEqualTo(tree("{'type':'ephemeral'}"));
    assertThat(body.get("cache_control")).isEqualTo(tree("{'type':'ephemeral'}"));
  }

  @Test
  void thinkingIsSentBackUnchangedAndFirst() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': 'Add'},
              {'role': 'assistant', 'content': 'Well', 'reasoning_content': 'Hm.',
               'reasoning_details': [
                 {'type': 'thinking', 'thinking': 'Hm.', 'signature': 's1'},
                 {'type': 'redacted_thinking', 'data': 'd1'},
                 {'type': 'thinking', 'thinking': 'of another provider'}]},
              {'role': 'user', 'content': 'Go on'}]}
            """);

    assertThat(body.at("/messages/1/content"))
        .isEqualTo(
            tree(
                """
                [{'type':'thinking','thinking':'Hm.','signature':'s1'},
                 {'type':'redacted_thinking','data':'d1'},{'type':'text','text':'Well'}]
                """));
  }

  @Test
  void aConversationBeginsWithTheUser() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'assistant', 'content': 'How can I help?'},
              {'role': 'user', 'content': 'Hi'}]}
            """);

    assertThat(body.at("/messages/0/role").textValue()).isEqualTo("user");
    assertThat(body.at("/messages/1/content/0/text").textValue()).isEqualTo("How can I help?");
  }

  @Test
  void instructionsAloneAreAQuestion() {
    JsonNode body = wire.body("{'messages': [{'role': 'system', 'content': 'Say hi.'}]}");

    assertThat(body.has("system")).isFalse();
    assertThat(body.at("/messages/0/content/0/text").textValue()).isEqualTo("Say hi.");
  }

  @Test
  void theBeginningOfAnAnswerEndsWithoutWhiteSpace() {
    JsonNode body =
        wire.body(
            """
            {'messages': [{'role': 'user', 'content': 'Hi'},
              {'role': 'assistant', 'content': 'The answer is: '}]}
            """);

    assertThat(body.at("/messages/1/content/0/text").textValue()).isEqualTo("The answer is:");
  }
}
