package dev.vaultgate.client.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Converse is sent, from the tables of its reference. */
class RequestTest {

  private static final String CLAUDE = "us.anthropic.claude-x-v1:0";
  private static final String NOVA = "amazon.nova-2-lite-v1:0";

  private static Target target(String model, Target.Traits traits) {
    return new Target(
        "amazon-bedrock", model, "https://bedrock.test", Map.of(), Map.of(), Set.of(), traits);
  }

  private static Target.Traits traits(String... reasoning) {
    return new Target.Traits(8000, Set.of("tools", "structured_output"), List.of(reasoning));
  }

  private static WireRequest encode(String model, Target.Traits traits, String fields)
      throws IOException {
    String request = "{\"model\":\"m\"," + fields.replace('\'', '"') + "}";
    return new BedrockWire()
        .encode(ChatRequestJson.read(Json.read(request)), target(model, traits), false);
  }

  private static JsonNode sent(String model, Target.Traits traits, String fields)
      throws IOException {
    return Json.read(encode(model, traits, fields).body());
  }

  private static JsonNode sent(String fields) throws IOException {
    return sent(CLAUDE, traits(), fields);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.read(text.replace('\'', '"'));
  }

  private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";

  @ParameterizedTest
  @CsvSource({
    "amazon.nova-lite-v1:0, /model/amazon.nova-lite-v1%3A0/converse",
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.meta.llama,"
        + " /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.meta.llama/converse",
  })
  void modelIsOneEncodedSegmentOfThePath(String model, String path) throws IOException {
    assertThat(encode(model, traits(), HI).url()).isEqualTo("https://bedrock.test" + path);
    assertThat(
            new BedrockWire()
                .encode(
                    ChatRequestJson.read(json("{'model':'m'," + HI + "}")),
                    target(model, traits()),
                    true)
                .url())
        .endsWith(path + "-stream");
  }

  @Test
  void conversationWithToolsIsSentInTurnsThatAlternate() throws IOException {
    JsonNode body =
        sent(
            """
            'messages':[
              {'role':'system','content':'Be kind.'},
              {'role':'user','content':'Weather?'},
              {'role':'assistant','content':null,'tool_calls':[
                {'id':'call:1','type':'function','function':{'name':'w','arguments':'{}'}},
                {'id':'c2','type':'function','function':{'name':'w','arguments':''}}]},
              {'role':'tool','tool_call_id':'call:1','content':'sun'},
              {'role':'tool','tool_call_id':'c2','content':'rain','is_error':true},
              {'role':'user','content':'Well?'}],
            'tools':[{'type':'function','function':{'name':'w','description':'d','parameters':{'type':'object'}}}],
            'tool_choice':'required','max_tokens':7,'temperature':2,'top_p':0.5,'stop':['x']""");

    assertThat(body)
        .isEqualTo(
            json(
                """
                {'system':[{'text':'Be kind.'}],
                'messages':[
                  {'role':'user','content':[{'text':'Weather?'}]},
                  {'role':'assistant','content':[
                    {'toolUse':{'toolUseId':'call_1','name':'w','input':{}}},
                    {'toolUse':{'toolUseId':'c2','name':'w','input':{}}}]},
                  {'role':'user','content':[
                    {'toolResult':{'toolUseId':'call_1','content':[{'text':'sun'}]}},
                    {'toolResult':{'toolUseId':'c2','content':[{'text':'rain'}],'status':'error'}},
                    {'text':'Well?'}]}],
                'toolConfig':{
                  'tools':[{'toolSpec':{'name':'w','description':'d','inputSchema':{'json':{'type':'object'}}}}],
                  'toolChoice':{'any':{}}},
                'inferenceConfig':{'maxTokens':7,'temperature':1.0,'topP':0.5,'stopSequences':['x']}}"""));
  }

  @Test
  void picturesAndDocumentsAreSentAsBytesWithNamesThatDiffer() throws IOException {
    JsonNode content =
        sent("""
                'messages':[{'role':'user','content':[
                  {'type':'image_url','image_url':{'url':'data:image/jpg;base64,/9j/AA=='}},
                  {'type':'file','file':{'filename':'a_b.pdf','file_data':'data:application/pdf;base64,JVBERi0='}},
                  {'type':'file','file':{'filename':'a_b.pdf','file_data':'data:application/pdf;base64,JVBERi0='}}]}]""")
            .at("/messages/0/content");

    assertThat(content)
        .isEqualTo(
            json(
                """
                [{'image':{'format':'jpeg','source':{'bytes':'/9j/AA=='}}},
                {'document':{'name':'a b','format':'pdf','source':{'bytes':'JVBERi0='}}},
                {'document':{'name':'a b 2','format':'pdf','source':{'bytes':'JVBERi0='}}},
                {'text':'(see the document)'}]"""));
  }

  @Test
  void addressesAreFetchedByTheGatewayButForAmazonsOwnStore() {
    BedrockWire wire = new BedrockWire();

    assertThat(wire.reach("https://a.test/p.png", target(CLAUDE, traits())))
        .isEqualTo(MediaReach.GATEWAY);
    assertThat(wire.reach("s3://bucket/p.png", target(CLAUDE, traits()))).isEqualTo(MediaReach.OWN);
  }

  @Test
  void marksForTheCacheStandBehindWhatTheyAreFor() throws IOException {
    JsonNode body =
        sent(
            """
            'messages':[
              {'role':'system','content':[{'type':'text','text':'Long.','cache_control':{'type':'ephemeral','ttl':'1h'}}]},
              {'role':'user','content':'Hi'}]""");

    assertThat(body.path("system"))
        .isEqualTo(json("[{'text':'Long.'},{'cachePoint':{'type':'default','ttl':'1h'}}]"));
  }

  @Test
  void thinkingGoesBackSigned() throws IOException {
    JsonNode content =
        sent("""
                'messages':[{'role':'user','content':'Hi'},
                  {'role':'assistant','content':'Yes','reasoning_details':[
                    {'type':'thinking','thinking':'Hm','signature':'s'},
                    {'type':'thinking','thinking':'unsigned'},
                    {'type':'redacted_thinking','data':'Eu8'}]}]""")
            .at("/messages/1/content");

    assertThat(content)
        .isEqualTo(
            json(
                """
                [{'reasoningContent':{'reasoningText':{'text':'Hm','signature':'s'}}},
                {'reasoningContent':{'redactedContent':'RXU4'}},{'text':'Yes'}]"""));
  }

  @Test
  void effortIsSaidInTheWordsOfTheModelsMaker() throws IOException {
    String effort = HI + ",'reasoning_effort':'low','temperature':0.5";

    JsonNode claude = sent(CLAUDE, traits("budget_tokens"), effort + ",'max_tokens':4000");
    assertThat(claude.path("additionalModelRequestFields"))
        .isEqualTo(json("{'thinking':{'type':'enabled','budget_tokens':1024}}"));
    assertThat(claude.path("inferenceConfig")).isEqualTo(json("{'maxTokens':4000}"));
    assertThat(sent(NOVA, traits("effort"), effort).path("additionalModelRequestFields"))
        .isEqualTo(json("{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}}"));
    assertThat(
            sent("openai.gpt-oss-20b-1:0", traits("effort"), effort)
                .path("additionalModelRequestFields"))
        .isEqualTo(json("{'reasoning_effort':'low'}"));
    assertThat(encode("meta.llama3", traits(), effort).dropped())
        .containsExactly("reasoning_effort");
  }

  @Test
  void schemaIsAToolOrForNewerClaudesAFormat() throws IOException {
    String format =
        HI
            + ",'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':"
            + "{'type':'object'}}}";

    JsonNode tool = sent(NOVA, traits(), format).path("toolConfig");
    assertThat(tool.at("/tools/0/toolSpec/inputSchema/json")).isEqualTo(json("{'type':'object'}"));
    assertThat(tool.path("toolChoice")).isEqualTo(json("{'tool':{'name':'vaultgate_answer'}}"));
    assertThat(
            sent(CLAUDE, traits("effort"), format)
                .at("/additionalModelRequestFields/output_config/format/type")
                .asText())
        .isEqualTo("json_schema");
    Target.Traits toolless =
        new Target.Traits(
            null, Set.of(), Set.of("tools"), List.of(), Target.ReasoningSizes.UNKNOWN);
    assertThat(sent("amazon.titan-text", toolless, format).at("/system/0/text").asText())
        .contains("{\"type\":\"object\"}");
  }

  @Test
  void fieldsOfTheApiGoThroughAndOthersAreTold() throws IOException {
    WireRequest request =
        encode(
            NOVA,
            traits(),
            HI
                + ",'guardrailConfig':{'guardrailIdentifier':'g'},'service_tier':'flex','top_k':5,"
                + "'additionalModelRequestFields':{'a':1},'seed':1,'user':'u','logprobs':true,"
                + "'parallel_tool_calls':false,'presence_penalty':1");
    JsonNode body = Json.read(request.body());

    assertThat(body.path("guardrailConfig")).isEqualTo(json("{'guardrailIdentifier':'g'}"));
    assertThat(body.path("serviceTier")).isEqualTo(json("{'type':'flex'}"));
    assertThat(body.path("additionalModelRequestFields"))
        .isEqualTo(json("{'a':1,'inferenceConfig':{'topK':5}}"));
    assertThat(request.dropped())
        .containsExactlyInAnyOrder(
            "seed", "user", "logprobs", "parallel_tool_calls", "presence_penalty");
  }

  @Test
  void callsThatAreForbiddenLeaveNoToolsUnlessTheConversationHasThem() throws IOException {
    String tools = ",'tools':[{'type':'function','function':{'name':'w'}}],'tool_choice':'none'";

    assertThat(sent(HI + tools).has("toolConfig")).isFalse();
    WireRequest after =
        encode(
            CLAUDE,
            traits(),
            """
            'messages':[{'role':'user','content':'Hi'},
              {'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'w','arguments':'{}'}}]},
              {'role':'tool','tool_call_id':'c','content':'sun'}]"""
                + tools);
    assertThat(Json.read(after.body()).at("/toolConfig/tools/0/toolSpec/name").asText())
        .isEqualTo("w");
    assertThat(after.dropped()).containsExactly("tool_choice");
  }

  @Test
  void mistralsModelsGetIdsOfNineCharacters() throws IOException {
    JsonNode body =
        sent(
            "mistral.mistral-large-v1:0",
            traits(),
            """
            'messages':[{'role':'user','content':'Hi'},
              {'role':'assistant','tool_calls':[{'id':'call_abcdefghijkl','type':'function','function':{'name':'w','arguments':'{}'}}]},
              {'role':'tool','tool_call_id':'call_abcdefghijkl','content':'sun'}]""");

    String id = body.at("/messages/1/content/0/toolUse/toolUseId").asText();
    assertThat(id).matches("[A-Za-z0-9]{9}");
    assertThat(body.at("/messages/2/content/0/toolResult/toolUseId").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"n\":2', n",
    "'\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\",\"format\":\"wav\"}}]}]', input_audio",
  })
  void whatCannotBeSaidIsRefused(String field, String said) {
    String fields = field.startsWith("\"messages") ? field : field + "," + HI;

    assertThatThrownBy(() -> sent(fields))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(said);
  }

  @Test
  void claudeByItsOwnBodyIsToldTheVersionAndNoModel() throws IOException {
    WireRequest request =
        new BedrockInvokeWire()
            .encode(
                ChatRequestJson.read(json("{'model':'m','max_tokens':5," + HI + "}")),
                target(CLAUDE, traits()),
                true);

    assertThat(request.url()).endsWith("/invoke-with-response-stream");
    assertThat(request.headers()).isEmpty();
    JsonNode body = Json.read(request.body());
    assertThat(body.path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
    assertThat(body.has("model") || body.has("stream")).isFalse();
  }
}
