import pandas as pd

MOST_DAYS = 28


def tidy(visits: pd.DataFrame) -> pd.DataFrame:
    visits = visits.drop_duplicates()
    return visits.assign(Late=visits["Days"] > MOST_DAYS)
