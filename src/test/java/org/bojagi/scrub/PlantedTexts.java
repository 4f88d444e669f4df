package org.bojagi.scrub;

/** Texts with a value planted where a page that shows them doesn't show it. */
public final class PlantedTexts {
  private PlantedTexts() {}

  public static String page(PlantedValues planted) {
    return "<!doctype html><!-- saved from url=(0042)http://example.org/"
        + planted.plant("saved from")
        + " -->"
        + "<html><head><title>살구나무 <!-- no comment --></title><meta name=viewport content=x>"
        + "<meta name=\"Generator\" content='"
        + planted.plant("generator")
        + "'><meta content='"
        + planted.plant("author")
        + "' NAME=author><meta property=article:author content="
        + planted.plant("article author")
        + ">"
        + "<meta name=geo.position content='"
        + planted.plant("place")
        + "'><meta name=user-login content="
        + planted.plant("login")
        + "><meta name=DC.creator content="
        + planted.plant("DC")
        + ">"
        + "<link rel='stylesheet author' href="
        + planted.plant("link author")
        + "><link rel=next href=next.html>"
        + "<!--[if gte mso 9]><xml><o:Author>"
        + planted.plant("Office")
        + "</o:Author></xml><![endif]-->"
        + "<script>var a = '<!-- in a script -->'; <!-- <script> </script> --></script>"
        + "<style>a{content:'<!-- in a style -->'}</style></head><body><p>꽃이&am<!-- "
        + planted.plantKorean("comment")
        + " -->p;<<!--"
        + planted.plant("comment that keeps apart")
        + "-->b>피였다<textarea><!-- in a field --></textarea>"
        + "<pre><!--"
        + planted.plant("comment before a line")
        + "-->\n line</pre><!>"
        + "<ins cite='mailto:"
        + planted.plant("change")
        + "' datetime=2024-05-06>new</ins><!"
        + planted.plant("bogus comment")
        + ">"
        + "<?php "
        + planted.plant("instruction")
        + "?></body></html>";
  }

  public static String drawing(PlantedValues planted) {
    return "<?xml version='1.0'?><?editor "
            + planted.plant("instruction")
            + "?><!-- "
            + planted.plant("comment")
            + " --><svg xmlns='http://www.w3.org/2000/svg'"
            + " xmlns:ink='http://www.inkscape.org/namespaces/inkscape'"
            + " xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd'"
            + " sodipodi:docname='"
            + planted.plant("name")
            + "' ink:export-filename='/home/"
            + planted.plant("export path")
            + ".png'><sodipodi:namedview ink:x='"
            + planted.plant("view")
            + "'><ink:grid/></sodipodi:namedview><metadata id='m'><rdf:RDF>"
            + planted.plantKorean("RDF")
            + "</rdf:RDF></metadata><style><![CDATA[ <!-- stays --> ]]></style><text>살구</text><path"
            + " d='M0 0'/></svg>";
  }

  public static String markdown(PlantedValues planted) {
    return "# 봄\n\n<!-- "
            + planted.plant("block")
            + "\nover lines -->\n\n살구 <!-- "
            + planted.plantKorean("inline")
            + " -->나무 `<!-- code -->` ``a ` <!-- code -->``\n\n[//]: # ("
            + planted.plant("definition")
            + ")\n\n```\n<!-- fenced -->\n"
            + "```\n\n    <!-- indented -->\n\n\\<!-- shown -->\n";
  }
}
