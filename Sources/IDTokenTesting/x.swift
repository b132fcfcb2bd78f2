public import IDTokenCore
