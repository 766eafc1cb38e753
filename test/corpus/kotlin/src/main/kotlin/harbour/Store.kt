package harbour



class Store(
    private val name: String = "harbour",
    private val connection: String = "AccountName=harbour;AccountKey=Zk3vQ9mW1xT7bN5cR8yH2uJ6pL0sD4fGaEiOqXwUzVtBnMkYlPjHgFdSrCeWo3I5A7K9mQ2xN4vB6tZ8yRcU1w==;EndpointSuffix=core.windows.net",
)
