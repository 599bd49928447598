// The French words of the scripts, and nothing else. {name} is replaced; a pair is [one, other], 0 and 1 being singular.
const STRINGS = {
  all: ["{count} expérience, par thème principal.", "{count} expériences, par thème principal."],
  found: ["{count} expérience sur {total} répond à « {query} ».", "{count} expériences sur {total} répondent à « {query} »."],
  none: "Aucune expérience ne répond à « {query} ».",
};
