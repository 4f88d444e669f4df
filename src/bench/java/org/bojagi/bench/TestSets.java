package org.bojagi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.bojagi.catalog.Json;

/** Public sets of questions and the paragraphs that answer them, read from the folder that holds them. */
record TestSets(String language, List<String> titles, List<String> paragraphs, List<Question> questions) {

  /** @param answer position of the paragraph that the question was asked of */
  record Question(String text, int answer) {}

  /** KorQuAD 1.0: {@code korquad/KorQuAD_v1.0_dev.json}. */
  static TestSets korquad(Path folder) throws IOException, Json.Malformed {
    var titles = new ArrayList<String>();
    var paragraphs = new ArrayList<String>();
    var questions = new ArrayList<Question>();
    var json = Json.read(Files.readString(folder.resolve("korquad/KorQuAD_v1.0_dev.json")));
    for (var article : json.objects("data")) {
      for (var paragraph : article.objects("paragraphs")) {
        for (var question : paragraph.objects("qas")) {
          questions.add(new Question(question.string("question"), paragraphs.size()));
        }
        titles.add(article.string("title"));
        paragraphs.add(paragraph.string("context"));
      }
    }
    return new TestSets("ko", titles, paragraphs, questions);
  }

  /** XQuAD: {@code xquad/LANGUAGE/docs.tsv}, {@code queries.tsv}, {@code qrels.tsv}. */
  static TestSets xquad(Path folder, String language) throws IOException {
    var set = folder.resolve("xquad").resolve(language);
    var paragraphs = new ArrayList<String>();
    var positions = new HashMap<String, Integer>();
    for (var line : Files.readAllLines(set.resolve("docs.tsv"))) {
      var columns = line.split("\t", 2);
      positions.put(columns[0], paragraphs.size());
      paragraphs.add(columns[1]);
    }
    var answers = new HashMap<String, Integer>();
    for (var line : Files.readAllLines(set.resolve("qrels.tsv"))) {
      var columns = line.split("\t");
      answers.put(columns[0], positions.get(columns[1]));
    }
    var questions = new ArrayList<Question>();
    for (var line : Files.readAllLines(set.resolve("queries.tsv"))) {
      var columns = line.split("\t", 2);
      questions.add(new Question(columns[1], answers.get(columns[0])));
    }
    return new TestSets(language, List.of(), paragraphs, questions);
  }
}
