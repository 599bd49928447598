"""What English words are in French.

Enters: nothing. Leaves: a constant. Floor 4. Labels of the vocabularies have their own English; this holds the words of every day.
"""

from __future__ import annotations

from typing import Final

# fmt: off
ENGLISH: Final = {
    "abroad": "étranger", "agreement": "accord convention contrat", "agriculture": "agriculture", "alliance": "alliance",
    "apple": "pomme", "art": "art culture", "association": "association", "authority": "autorité", "bankruptcy": "liquidation faillite",
    "beef": "bœuf viande", "bike": "vélo", "biodiversity": "biodiversité", "biogas": "biogaz méthanisation gaz",
    "board": "bureau conseil", "border": "frontière frontalier", "bottled": "bouteille", "bread": "pain", "broken": "rompu échec",
    "brownfield": "friche", "building": "bâtiment construction", "bus": "car bus", "buy": "acheter achat", "canceled": "abandonné",
    "cancelled": "abandonné", "canteen": "cantine", "carbon": "carbone", "carpooling": "covoiturage", "catchment": "captage",
    "cereal": "céréale", "charter": "charte", "cheese": "fromage", "children": "enfant scolaire", "city": "ville métropole",
    "climate": "climat", "clinic": "hôpital", "coach": "car", "community": "communauté commune", "commute": "trajet travail",
    "commuter": "navetteur frontalier", "company": "entreprise", "compensation": "compensation indemnité", "compost": "compost",
    "conflict": "conflit", "conservation": "protection préservation", "construction": "construction", "contract": "contrat",
    "cooperation": "coopération", "cooperative": "coopérative", "council": "conseil", "countryside": "campagne rural",
    "county": "département", "course": "cours formation", "credit": "crédit", "cross-border": "frontalier",
    "cultural": "culturel culture", "culture": "culture", "cycling": "vélo cyclable", "dairy": "lait laitier", "dam": "barrage",
    "dispute": "conflit", "distance": "distance", "district": "district", "doctor": "médecin", "downstream": "aval",
    "drinking": "potable", "dropped": "abandonné", "drought": "sécheresse", "eco": "écologique", "elected": "élu", "election": "élection",
    "electricity": "électricité", "emission": "émission carbone", "employment": "emploi", "energy": "énergie",
    "environment": "environnement", "exchange": "échange", "experiment": "expérimentation", "failed": "échec", "family": "famille",
    "farm": "ferme", "farmer": "agriculteur", "farming": "agriculture", "farmland": "agricole terre", "fertiliser": "compost engrais",
    "festival": "festival", "filter": "filtrer traitement", "fish": "poisson", "fishing": "pêche", "flood": "inondation crue",
    "food": "alimentation alimentaire", "foreign": "étranger", "forest": "forêt", "fuel": "énergie chauffage", "fund": "fonds",
    "funding": "financement", "garden": "jardin", "gas": "gaz", "gateway": "porte", "governance": "gouvernance",
    "governing": "gouvernance", "grant": "subvention", "green": "vert", "groundwater": "nappe", "grower": "maraîcher producteur",
    "heat": "chaleur", "heating": "chauffage chaufferie chaleur", "hedge": "haie", "hedgerow": "haie", "heritage": "patrimoine",
    "hike": "randonnée", "hiking": "randonnée", "holiday": "vacances séjour", "hospital": "hôpital", "housing": "logement",
    "hydro": "hydraulique barrage", "hydropower": "hydraulique barrage", "income": "revenu", "incubator": "incubateur",
    "insurance": "assurance", "investment": "investissement capital", "job": "emploi", "joint": "commun", "kitchen": "cuisine",
    "lake": "lac", "land": "foncier terre", "landscape": "paysage", "lease": "bail", "loan": "prêt", "local": "local",
    "lunch": "repas cantine", "market": "marché", "marketing": "promotion", "mayor": "maire", "meal": "repas cantine", "meat": "viande",
    "medicine": "médecine", "metropolis": "métropole", "milk": "lait", "mobility": "mobilité", "mountain": "montagne",
    "municipal": "municipal commune", "municipality": "commune", "museum": "musée", "mutual": "mutuel réciproque",
    "nature": "nature naturel", "neighbor": "voisin", "neighbour": "voisin", "neighbouring": "voisin", "network": "réseau",
    "never": "jamais", "nitrate": "nitrate", "nursery": "pépinière", "offset": "compensation", "organic": "bio", "owner": "propriétaire",
    "ownership": "propriété", "paid": "paiement payer", "park": "parc", "partnership": "partenariat", "pay": "paiement payer",
    "payment": "paiement", "pesticide": "pesticide", "plan": "plan", "planning": "planification urbanisme", "pollution": "pollution",
    "poverty": "pauvreté", "power": "électricité énergie", "price": "prix", "procurement": "achat commande", "producer": "producteur",
    "product": "produit", "project": "projet", "protect": "protéger protection", "protection": "protection", "public": "public",
    "purchase": "achat", "purchasing": "achat", "rail": "train ferroviaire", "railway": "train ferroviaire", "reciprocity": "réciprocité",
    "recycling": "recyclage tri", "region": "région", "regional": "régional", "renewable": "renouvelable", "rent": "loyer",
    "research": "recherche", "reservoir": "barrage retenue", "revenue": "recette impôt", "rice": "riz", "ride": "covoiturage",
    "river": "rivière", "road": "route autoroute", "rural": "rural campagne", "safety": "sécurité", "school": "école scolaire",
    "seasonal": "saisonnier", "sell": "vendre vente", "service": "service", "share": "partager part", "shared": "commun partager",
    "sharing": "partage", "sheep": "mouton", "shuttle": "navette car", "signed": "signé", "small": "petit", "soil": "sol",
    "solar": "solaire", "solidarity": "solidarité", "sports": "sport", "sprawl": "étalement", "spring": "source", "stakeholder": "acteur",
    "state": "État", "stopped": "arrêté", "storage": "stockage", "student": "étudiant", "summer": "été", "supplier": "fournisseur",
    "supply": "approvisionnement", "support": "soutien appui", "sustainable": "durable", "tax": "impôt fiscal", "teacher": "enseignant",
    "theatre": "théâtre", "ticket": "ticket billet", "tourism": "tourisme", "town": "ville", "trade": "commerce échange",
    "train": "train", "training": "formation", "transport": "transport", "travel": "déplacement voyage", "treatment": "traitement",
    "tree": "arbre", "university": "université", "upstream": "amont", "urban": "urbain", "valley": "vallée", "vegetable": "légume",
    "village": "village", "visitor": "visiteur touriste", "waste": "déchet", "water": "eau", "wholesale": "gros",
    "wildlife": "faune biodiversité", "wind": "éolien", "wine": "vin", "winery": "vigneron", "wood": "bois", "woodchip": "plaquette bois",
    "woodland": "forêt bois", "worker": "travailleur frontalier", "working": "travail", "young": "jeune", "zoning": "urbanisme zonage",
}
# fmt: on
"""What an English word is in the records, which are French: a reader from abroad finds the sheet, then translates it."""
